// Boxes under a button (<details data-popover>): they close on a click outside and on Escape, and
// the first field has the focus when they open.
export function startPopovers(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) {
      const box = document.getElementById(opener.dataset.opens ?? "");
      if (box) {
        event.preventDefault();
        if (box instanceof HTMLDetailsElement) box.open = true;
        box.scrollIntoView({ block: "nearest" });
        return;
      }
    }
    for (const box of boxes()) if (!box.contains(target)) box.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const box of boxes()) {
      const inside = box.contains(document.activeElement);
      box.open = false;
      if (inside) box.querySelector("summary")?.focus();
    }
  });
  // "toggle" does not bubble, hence the capture.
  document.addEventListener("toggle", (event) => opened(event.target), true);
}

function opened(target: EventTarget | null): void {
  if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches(".verb")) return;
  for (const box of boxes()) if (box !== target) box.open = false;
  const field = target.querySelector<HTMLElement>("[aria-invalid]") ?? target.querySelector<HTMLElement>(".input");
  field?.focus({ preventScroll: true });
}

function boxes(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>("details[data-popover][open]");
}
