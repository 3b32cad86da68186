// Shows which priority follows from impact and urgency while they are chosen. The server decides.
type Matrix = Record<string, { label: string; css: string } | undefined>;

export function startPreviews(): void {
  const all = () => document.querySelectorAll<HTMLElement>("[data-priority-preview]").forEach(show);
  document.addEventListener("change", (event) => {
    const form = (event.target as Element).closest("form");
    form?.querySelectorAll<HTMLElement>("[data-priority-preview]").forEach(show);
  });
  document.addEventListener("htmx:after:swap", all);
  all();
}

function show(preview: HTMLElement): void {
  const form = preview.closest("form");
  const output = preview.querySelector("output");
  if (!form || !output) return;
  const value = (name: string | undefined) => {
    const field = form.elements.namedItem(name ?? "");
    return field instanceof HTMLSelectElement ? field.value : "";
  };
  const matrix = JSON.parse(preview.dataset.matrix ?? "{}") as Matrix;
  const found = matrix[`${value(preview.dataset.impact)},${value(preview.dataset.urgency)}`];
  preview.hidden = !found;
  if (!found) return output.replaceChildren();
  const badge = document.createElement("span");
  badge.className = found.css;
  const bars = document.createElement("span");
  bars.className = "bars";
  bars.setAttribute("aria-hidden", "true");
  bars.append(...Array.from({ length: 4 }, () => document.createElement("i")));
  badge.append(bars, found.label);
  output.replaceChildren(badge);
}
