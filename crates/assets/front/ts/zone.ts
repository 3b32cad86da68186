// Suggests the zone this browser is in, where a form asks for one and nothing is typed yet.
export function startZone(): void {
  document.querySelectorAll<HTMLFormElement>("form[data-own-zone]").forEach((form) => {
    const field = form.elements.namedItem(form.dataset.ownZone ?? "");
    if (!(field instanceof HTMLInputElement) || field.value !== "") return;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const known = Array.from(field.list?.options ?? [], (option) => option.value);
    if (known.includes(own)) field.value = own;
  });
}
