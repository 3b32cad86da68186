// From record to record of the list one came from, and back to the list as it was. The list is
// remembered in this tab when one of its rows is opened.
const KEPT = "mainstay.walk";

interface Walk {
  list: string;
  rows: string[];
  before: string | undefined;
  after: string | undefined;
}

export function startWalk(): void {
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-rows] .row-link")) keep();
  });
  const place = document.querySelector<HTMLElement>("[data-walk]");
  const walk = place && kept();
  if (walk) show(place, walk);
}

function keep(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("[data-rows] .row-link");
  const page = (way: string) => document.querySelector(`.pager a[rel=${way}]`)?.getAttribute("href") ?? undefined;
  const walk: Walk = {
    list: location.pathname + location.search,
    rows: Array.from(links, (link) => link.pathname),
    before: page("prev"),
    after: page("next"),
  };
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(walk));
  } catch {
    // Nothing is kept; the record is opened all the same.
  }
}

function kept(): Walk | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

// At the ends of a page of the list the way leads to the page next to it.
function show(place: HTMLElement, walk: Walk): void {
  const at = walk.rows.indexOf(location.pathname);
  if (at < 0) return;
  document.querySelector("[data-walk-list]")?.setAttribute("href", walk.list);
  lead(place, "[data-walk-back]", walk.rows[at - 1] ?? walk.before);
  lead(place, "[data-walk-on]", walk.rows[at + 1] ?? walk.after);
  const where = place.querySelector("[data-walk-where]");
  if (where) where.textContent = `${at + 1} / ${walk.rows.length}`;
  place.hidden = false;
}

function lead(place: HTMLElement, selector: string, to: string | undefined): void {
  const link = place.querySelector(selector);
  if (to !== undefined) {
    link?.setAttribute("href", to);
    return;
  }
  link?.setAttribute("role", "link");
  link?.setAttribute("aria-disabled", "true");
}
