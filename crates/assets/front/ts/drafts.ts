// Text that has not been sent survives a closed tab, a lost connection and an ended session. It
// stays in this browser until the server has accepted it or the person signs out.
import { toastText } from "./toast";

const PREFIX = "mainstay.draft.";
const PENDING = "mainstay.sent";

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function startDrafts(): void {
  forgetWhatWasAccepted();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) restore(form);
  document.addEventListener("input", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-draft]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.matches("[data-clears-drafts]")) forgetAll();
    else if (form.dataset.draft && !form.hasAttribute("hx-post")) mark(form.dataset.draft);
  });
}

// The server took what htmx sent: the text is on the page now, so the form starts empty.
export function accepted(form: HTMLFormElement): void {
  if (!form.dataset.draft) return;
  storage()?.removeItem(PREFIX + form.dataset.draft);
  const textarea = form.querySelector("textarea");
  if (textarea) {
    textarea.value = "";
    textarea.defaultValue = "";
  }
}

function fields(form: HTMLFormElement): Typed[] {
  const typed = Array.from(form.elements).filter(
    (element): element is Typed =>
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement ||
      (element instanceof HTMLInputElement && !["hidden", "password", "radio", "checkbox"].includes(element.type)),
  );
  return typed.filter((element) => element.name !== "");
}

function keep(form: HTMLFormElement): void {
  const values = fields(form).map((field) => [field.name, field.value] as const);
  const key = PREFIX + form.dataset.draft;
  const written = values.some(([name, value]) => value !== "" && form.elements.namedItem(name) instanceof Element);
  try {
    if (written) storage()?.setItem(key, JSON.stringify(Object.fromEntries(values)));
    else storage()?.removeItem(key);
  } catch {
    // The storage is full; typing goes on without a draft.
  }
}

function restore(form: HTMLFormElement): void {
  const kept = storage()?.getItem(PREFIX + form.dataset.draft);
  // What the server sent back after a refusal is newer than any draft.
  if (!kept || form.querySelector("[aria-invalid]")) return;
  let values: Record<string, unknown>;
  try {
    values = JSON.parse(kept) as Record<string, unknown>;
  } catch {
    return;
  }
  let restored = false;
  for (const field of fields(form)) {
    const value = values[field.name];
    if (typeof value !== "string" || value === "" || field.value !== "") continue;
    field.value = value;
    restored ||= field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (restored) toastText("draft", "info");
}

function mark(draft: string): void {
  sessionStorage.setItem(PENDING, draft);
}

// A plain form cannot be told of success; the next page shows it: it is neither the form again nor
// an error.
function forgetWhatWasAccepted(): void {
  const draft = sessionStorage.getItem(PENDING);
  if (!draft) return;
  sessionStorage.removeItem(PENDING);
  const again = document.querySelector(`form[data-draft="${CSS.escape(draft)}"], .card`);
  if (!again) storage()?.removeItem(PREFIX + draft);
}

function forgetAll(): void {
  const store = storage();
  if (!store) return;
  for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
}

function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
