// Tells whoever looks at a list that it has changed. Rows never move under the pointer: they change
// when somebody asks for it.
import htmx from "htmx.org";
import { Bar, fetched, type Part } from "./live_part";

// Soon after the first change, and not more often than this while many follow.
const SOON = 1_000;
const AGAIN = 10_000;
const QUEUES = ".queues a";

export function listenForList(): Part | undefined {
  const region = document.querySelector<HTMLElement>("[data-live-list]");
  const place = document.querySelector<HTMLElement>("[data-live-bar]");
  if (!region || !place) return undefined;
  let fresh: Document | undefined;
  let timer = 0;
  let looked = -AGAIN;
  const bar = new Bar(place, () => {
    if (fresh) show(fresh);
    fresh = undefined;
  });
  const look = async () => {
    timer = 0;
    looked = performance.now();
    const page = await fetched(location.href, { Accept: "text/html" });
    const next = page?.querySelector("[data-live-list]");
    if (!page || !next) return;
    tally(page);
    const count = differing(rows(document), rows(page));
    fresh = count > 0 ? page : undefined;
    bar.say(count);
  };
  const later = () => {
    if (timer) return;
    const wait = Math.max(SOON, looked + AGAIN - performance.now());
    timer = window.setTimeout(() => void look(), wait);
  };
  return {
    address: () => `list=${encodeURIComponent((region.dataset.liveList ?? "").replace(/^\//, ""))}`,
    changed: (change) => {
      if (change.list.length > 0) later();
    },
    back: later,
  };
}

// How much there is in each queue moves nothing and is shown as it comes; what was not counted in time
// stays as it was.
function tally(page: Document): void {
  const counts = new Map(Array.from(page.querySelectorAll(QUEUES), (queue) => [queue.getAttribute("href"), queue]));
  for (const queue of document.querySelectorAll(QUEUES)) {
    const next = counts.get(queue.getAttribute("href"));
    if (next?.querySelector(".count") && next.textContent !== queue.textContent) queue.replaceChildren(...next.childNodes);
  }
}

// What each row says, by its address. Moments are compared, not their words, which age by
// themselves.
function rows(page: Document): Map<string, string> {
  const said = new Map<string, string>();
  for (const row of page.querySelectorAll("[data-live-list] [data-rows] tbody tr")) {
    const copy = row.cloneNode(true) as Element;
    for (const time of copy.querySelectorAll("time")) time.textContent = time.getAttribute("datetime");
    said.set(row.querySelector(".row-link")?.getAttribute("href") ?? "", copy.textContent ?? "");
  }
  return said;
}

// How many rows are new, changed or gone.
function differing(now: Map<string, string>, next: Map<string, string>): number {
  const changed = Array.from(next).filter(([row, said]) => now.get(row) !== said).length;
  return changed + Array.from(now.keys()).filter((row) => !next.has(row)).length;
}

function show(page: Document): void {
  const focused = document.activeElement?.closest("[data-live-list]") ? document.activeElement.getAttribute("href") : null;
  for (const selector of ["[data-live-list]", ".page-head"]) {
    const [here, news] = [document.querySelector(selector), page.querySelector(selector)];
    if (!here || !news) continue;
    here.replaceChildren(...Array.from(news.childNodes, (node) => document.importNode(node, true)));
    htmx.process(here);
  }
  if (focused) document.querySelector<HTMLElement>(`[data-live-list] [href="${CSS.escape(focused)}"]`)?.focus();
}
