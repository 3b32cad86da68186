// Keyboard shortcuts. Single letters count only outside of fields, so that typing stays typing.
const CHORD = 1200;

export function startKeys(): void {
  const sheet = document.getElementById("shortcuts");
  for (const button of document.querySelectorAll<HTMLElement>("[data-shortcuts-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => open(sheet));
  }
  let chordAt = -CHORD;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const afterG = event.timeStamp - chordAt < CHORD;
    chordAt = -CHORD;
    if (event.key === "g") chordAt = event.timeStamp;
    else if (act(event.key, afterG, sheet)) event.preventDefault();
  });
}

function act(key: string, afterG: boolean, sheet: HTMLElement | null): boolean {
  if (afterG && key === "i") return click('.nav-link[href^="/incidents"]');
  if (afterG && key === "n") return click("[data-key-inbox]");
  switch (key) {
    case "c":
      return click("[data-key-create]");
    case "s":
      return focus("[data-key-search]");
    case "/":
      return focus("[data-filters] .input");
    case "j":
      return moveRow(1);
    case "k":
      return moveRow(-1);
    case "x":
      return pickRow();
    case "r":
      return readRow();
    case "?":
      return open(sheet);
    default:
      return false;
  }
}

// Enter on the focused row follows its link by itself. On a record it goes on through its list.
function moveRow(step: number): boolean {
  const all = rows();
  if (all.length === 0) return click(step > 0 ? "a[data-walk-on][href]" : "a[data-walk-back][href]");
  const now = all.indexOf(document.activeElement as HTMLElement);
  const next = now < 0 ? all[step > 0 ? 0 : all.length - 1] : all[now + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return all.length > 0;
}

// The row stays focused, or the next one where it leaves the list.
function readRow(): boolean {
  const row = document.activeElement?.closest("[data-rows] > *");
  const button = row?.querySelector<HTMLElement>("[data-key-read]");
  const place = rows().indexOf(row?.querySelector<HTMLElement>(".row-link") ?? document.body);
  if (!button || place < 0) return false;
  const id = row?.id;
  const back = () => {
    const left = id ? document.getElementById(id)?.querySelector<HTMLElement>(".row-link") : null;
    (left ?? rows()[Math.min(place, rows().length - 1)])?.focus();
  };
  document.addEventListener("htmx:after:swap", back, { once: true });
  button.click();
  return true;
}

function rows(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>("[data-rows] .row-link"));
}

// Ticks the row that has the focus, or takes the tick away.
function pickRow(): boolean {
  const row = document.activeElement?.closest("[data-rows] tr");
  const pick = row?.querySelector<HTMLInputElement>("[data-pick]");
  pick?.click();
  return !!pick;
}

function send(event: KeyboardEvent): void {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  if (!field.form || field.form.method === "get") return;
  event.preventDefault();
  field.form.requestSubmit();
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function click(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.click();
  return !!element;
}

function focus(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return !!element;
}

function open(sheet: HTMLElement | null): boolean {
  if (sheet instanceof HTMLDialogElement && !sheet.open) sheet.showModal();
  return !!sheet;
}
