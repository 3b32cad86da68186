// A choice that depends on another: people of the chosen team. The server judges all the same.
interface Known {
  option: HTMLOptionElement;
  when: string[];
}

const known = new WeakMap<HTMLSelectElement, Known[]>();

export function startNarrowing(): void {
  const all = () => document.querySelectorAll<HTMLSelectElement>("select[data-narrowed-by]").forEach(narrow);
  document.addEventListener("change", (event) => {
    const changed = event.target;
    if (!(changed instanceof HTMLSelectElement) || !changed.form) return;
    const name = CSS.escape(changed.name);
    changed.form.querySelectorAll<HTMLSelectElement>(`select[data-narrowed-by="${name}"]`).forEach(narrow);
  });
  document.addEventListener("htmx:after:swap", () => {
    // New options may have come; what was remembered is stale.
    document.querySelectorAll<HTMLSelectElement>("select[data-narrowed-by]").forEach((s) => known.delete(s));
    all();
  });
  all();
}

function narrow(select: HTMLSelectElement): void {
  const by = select.form?.elements.namedItem(select.dataset.narrowedBy ?? "");
  if (!(by instanceof HTMLSelectElement)) return;
  let options = known.get(select);
  if (!options) {
    options = Array.from(select.options, (option) => ({
      option,
      when: option.dataset.when?.split(" ").filter(Boolean) ?? [],
    }));
    known.set(select, options);
  }
  const chosen = select.value;
  const fitting = options.filter(({ when }) => when.length === 0 || by.value === "" || when.includes(by.value));
  select.replaceChildren(...fitting.map(({ option }) => option));
  select.value = fitting.some(({ option }) => option.value === chosen) ? chosen : "";
}
