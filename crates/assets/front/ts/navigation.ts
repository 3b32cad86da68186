// The place shown is in view in the navigation, however many stand above it. Its list alone is scrolled.
function showCurrent(nav: HTMLElement): void {
  const link = nav.querySelector<HTMLElement>("[aria-current]");
  const list = nav.firstElementChild;
  if (!link || !list) return;
  const below = link.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  if (below > 0) list.scrollTop += below + list.clientHeight / 3;
}

// On narrow screens the navigation slides in. Without scripts its link leads to #nav, which CSS shows.
export function startNavigation(): void {
  const toggle = document.querySelector<HTMLElement>("[data-nav-toggle]");
  const nav = document.getElementById("nav");
  if (!toggle || !nav) return;
  showCurrent(nav);
  toggle.setAttribute("role", "button");
  const show = (open: boolean) => {
    document.body.classList.toggle("nav-open", open);
    toggle.setAttribute("aria-expanded", String(open));
  };
  show(false);
  toggle.addEventListener("click", (event) => {
    event.preventDefault();
    show(!document.body.classList.contains("nav-open"));
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Node;
    if (!nav.contains(target) && !toggle.contains(target)) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("nav-open")) {
      show(false);
      toggle.focus();
    }
  });
}
