// Reply or work note. What was typed as a reply goes along when the note is chosen; what was typed for
// the inside goes out only when that is said as well.
export function startCompose(): void {
  const all = () => document.querySelectorAll(".compose > *").forEach(guard);
  document.addEventListener("htmx:after:swap", all);
  all();
  document.addEventListener("change", (event) => {
    const chosen = event.target;
    if (!(chosen instanceof HTMLInputElement) || chosen.name !== "compose-mode") return;
    if (chosen.value === "internal") carry(chosen, "public", "internal");
    guard(chosen);
  });
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest("[data-compose-take]");
    if (!button) return;
    carry(button, "internal", "public");
    guard(button);
    text(button, "public")?.focus();
  });
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) guard(event.target);
  });
}

// It is offered while the note holds something and the reply nothing.
function guard(within: Element): void {
  const offer = within.closest(".compose")?.querySelector<HTMLElement>("[data-compose-guard]");
  const [note, reply] = [text(within, "internal"), text(within, "public")];
  if (offer) offer.hidden = !note || note.value.trim() === "" || !reply || reply.value !== "";
}

function carry(within: Element, from: string, to: string): void {
  const [source, into] = [text(within, from), text(within, to)];
  if (!source || !into || into.value !== "" || source.value === "") return;
  into.value = source.value;
  source.value = "";
  for (const field of [into, source]) field.dispatchEvent(new Event("input", { bubbles: true }));
}

function text(within: Element, readers: string): HTMLTextAreaElement | null {
  return within.closest(".compose")?.querySelector(`.for-${readers} textarea`) ?? null;
}
