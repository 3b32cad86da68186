// Ticking rows of a list: a whole page at once, from one row to another with the shift key, and what is
// ticked stays so when the list shows what is new. Without scripts the ticks are a plain form.
export function startBulk(): void {
  const bar = document.querySelector<HTMLFormElement>("[data-bulk-bar]");
  const region = document.querySelector<HTMLElement>("[data-live-list]");
  if (!bar || !region) return;
  const picked = new Set<string>();
  let last: HTMLInputElement | undefined;

  const tell = () => {
    const all = bar.querySelector<HTMLInputElement>("[data-bulk-all]")?.checked ?? false;
    const count = picks().filter((pick) => pick.checked).length;
    const words = bar.querySelector<HTMLElement>("[data-bulk-count]");
    const text = (count === 1 ? bar.dataset.one : bar.dataset.many?.replace("#", String(count))) ?? "";
    if (words) words.textContent = all || count === 0 ? "" : text;
    bar.classList.toggle("bulk-bar-idle", count === 0 && !all);
    const page = pageTick();
    if (page) {
      page.hidden = false;
      page.checked = count > 0 && count === picks().length;
      page.indeterminate = count > 0 && !page.checked;
    }
  };
  const take = (pick: HTMLInputElement, on: boolean) => {
    pick.checked = on;
    if (on) picked.add(pick.name);
    else picked.delete(pick.name);
    pick.closest("tr")?.classList.toggle("picked", on);
  };
  // New rows have come: those that were ticked still are.
  const renew = () => {
    for (const pick of picks()) take(pick, pick.checked || picked.has(pick.name));
    tell();
  };

  region.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement)) return;
    if (target.matches("[data-pick-page]")) {
      for (const pick of picks()) take(pick, target.checked);
    } else if (target.matches("[data-pick]")) {
      const from = event.shiftKey && last?.isConnected ? last : target;
      for (const pick of between(from, target)) take(pick, target.checked);
      last = target;
    }
    tell();
  });
  bar.addEventListener("change", tell);
  new MutationObserver(renew).observe(region, { childList: true });
  // A browser that comes back to the page brings the ticks along.
  window.addEventListener("pageshow", renew);
  renew();
}

function picks(): HTMLInputElement[] {
  return Array.from(document.querySelectorAll<HTMLInputElement>("[data-live-list] [data-pick]"));
}

function pageTick(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("[data-pick-page]");
}

// The ticks from one row to another, both among them.
function between(one: HTMLInputElement, other: HTMLInputElement): HTMLInputElement[] {
  const all = picks();
  const [first, second] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(first, (second ?? 0) + 1);
}
