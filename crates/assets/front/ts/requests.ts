// What happens around a request that htmx sends: token, refusals, toasts, focus.
import { accepted } from "./drafts";
import { toast, toastText } from "./toast";

interface Context {
  sourceElement: Element;
  text?: string;
  request: { headers: Record<string, string>; submitter?: HTMLElement | null };
  response?: { status: number; headers: Headers; raw: Response };
}

function context(event: Event): Context | undefined {
  return (event as CustomEvent<{ ctx?: Context }>).detail?.ctx;
}

export function startRequests(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
    const ctx = context(event);
    if (token && ctx) ctx.request.headers["X-CSRF-Token"] = token;
  });
  document.addEventListener("htmx:before:request", (event) => busy(context(event), true));
  document.addEventListener("htmx:finally:request", (event) => busy(context(event), false));
  document.addEventListener("htmx:after:request", answered);
  document.addEventListener("htmx:after:swap", (event) => settled(context(event)));
  document.addEventListener("htmx:error", (event) => {
    if (context(event)) toastText("offline", "danger");
  });
}

// A second click must not send a second time.
function busy(ctx: Context | undefined, on: boolean): void {
  const form = ctx?.sourceElement;
  if (!(form instanceof HTMLFormElement)) return;
  form.toggleAttribute("aria-busy", on);
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[type=submit]")) {
    button.disabled = on;
  }
}

// Before anything is swapped in. Preventing the event keeps the page as it is.
function answered(event: Event): void {
  const ctx = context(event);
  const response = ctx?.response;
  if (!ctx || !response) return;
  announce(response.headers.get("HX-Trigger"));
  // Sent elsewhere, to sign in again: nothing was accepted.
  if (response.headers.get("HX-Redirect")) return;
  if (!isDocument(ctx.text ?? "")) {
    if (response.status < 400 && ctx.sourceElement instanceof HTMLFormElement) accepted(ctx.sourceElement);
    return;
  }
  event.preventDefault();
  if (response.status < 400) {
    // A whole page came back, such as sign-in after the session ended: go there.
    location.assign(response.raw.redirected ? response.raw.url : location.href);
  } else {
    refused(ctx.text ?? "", response.status);
  }
}

// A refusal with a page of its own. A conflict must be seen whole; anything else is said in a
// toast, so that what was typed stays on the page.
function refused(text: string, status: number): void {
  const page = new DOMParser().parseFromString(text, "text/html");
  const news = page.querySelector("main");
  const here = document.querySelector("main");
  if (status === 409 && news && here) {
    here.replaceChildren(...Array.from(news.childNodes, (node) => document.importNode(node, true)));
    here.focus();
    return;
  }
  const heading = news?.querySelector("h1")?.textContent ?? "";
  const explanation = news?.querySelector("h1 + p")?.textContent ?? "";
  if (heading) toast(`${heading}. ${explanation}`, "danger");
  else toastText("failed", "danger");
}

function isDocument(text: string): boolean {
  return /^\s*<!doctype/i.test(text);
}

function announce(header: string | null): void {
  if (!header?.startsWith("{")) return;
  try {
    const said = (JSON.parse(header) as { toast?: { text?: string; tone?: string } }).toast;
    if (said?.text) toast(said.text, said.tone);
  } catch {
    // Another kind of trigger; htmx itself deals with it.
  }
}

// After the swap the focus is where it was, at what was refused, or at the next steps; never lost.
function settled(ctx: Context | undefined): void {
  const record = document.getElementById("record");
  if (!record || !ctx) return;
  // What the page said of the verb before is no news any more; the toast says what is.
  document.querySelector(".content > .notice")?.remove();
  const wrong = record.querySelector<HTMLElement>(".verb[open] [aria-invalid], .rating [aria-invalid], .compose [aria-invalid]");
  if (wrong) {
    wrong.focus();
  } else if (document.activeElement === null || document.activeElement === document.body || hiddenFocus()) {
    record.querySelector<HTMLElement>(".verbs summary, .verbs button")?.focus();
  }
}

// The focus may sit inside a box that has just closed.
function hiddenFocus(): boolean {
  const details = document.activeElement?.closest("details:not([open])");
  return !!details && document.activeElement?.tagName !== "SUMMARY";
}
