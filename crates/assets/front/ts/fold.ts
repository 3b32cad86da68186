// On a phone the properties of a record are folded away at first, so that the timeline is near.
export function startFold(): void {
  if (!window.matchMedia("(max-width: 640px)").matches) return;
  let open = false;
  const apply = () => {
    const fold = document.querySelector<HTMLDetailsElement>("details.fold");
    if (fold) fold.open = open;
  };
  document.addEventListener("click", (event) => {
    const summary = (event.target as Element).closest("details.fold > summary");
    if (summary) open = !(summary.parentElement as HTMLDetailsElement).open;
  });
  document.addEventListener("htmx:after:swap", apply);
  apply();
}
