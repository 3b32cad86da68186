// What can be done from here: what the page shows as links, buttons and boxes is what there is, so a new
// verb or place is a command without being named anywhere else.
export interface Command {
  label: string;
  element: HTMLElement;
  icon: Node | undefined;
}

// Boxes open, everything else is clicked.
const PAGE = [
  "[data-key-create]",
  "#content .page-head a.button",
  "#content .verbs button[type=submit]",
  "#content summary.button",
  "#content .verb > summary",
  "#content .tool-menu a",
  "#content .queue",
  "#content .mode",
].join(",");
const PLACES = ".nav-link, [data-key-inbox]";
const YOU = ".menu-body a, .menu-body button[type=submit], .theme label, [data-shortcuts-open]";

export function here(): Command[] {
  return commands(PAGE);
}

export function places(): Command[] {
  return commands(PLACES);
}

export function you(): Command[] {
  return commands(YOU);
}

export function run(element: HTMLElement): void {
  if (element.tagName === "SUMMARY") {
    const box = element.parentElement;
    if (box instanceof HTMLDetailsElement) box.open = true;
    box?.scrollIntoView({ block: "nearest" });
    return;
  }
  element.click();
  // Who chooses whom to write to goes on to write.
  if (element.matches(".mode")) {
    const fields = document.querySelectorAll<HTMLElement>("#compose textarea");
    Array.from(fields).find((field) => field.checkVisibility())?.focus();
  }
}

function commands(selector: string): Command[] {
  const seen = new Set<string>();
  return Array.from(document.querySelectorAll<HTMLElement>(selector)).flatMap((element) => {
    const label = name(element);
    if (!label || seen.has(label) || away(element)) return [];
    seen.add(label);
    // What stands behind the words only says that it opens.
    const first = Array.from(element.childNodes).find((node) => (node.textContent ?? "").trim() !== "" || node instanceof Element);
    return [{ label, element, icon: first instanceof SVGElement ? first.cloneNode(true) : undefined }];
  });
}

// A box that is closed only waits to be opened; what is hidden otherwise is not to be used.
function away(element: HTMLElement): boolean {
  return element.matches("[disabled], [aria-current=page]") || element.closest("[hidden], dialog") !== null;
}

// What it says, and of what it is a part.
function name(element: HTMLElement): string {
  const part = element.closest(".theme, .tool-menu");
  const of = part?.querySelector("legend") ?? part?.closest("details")?.querySelector("summary");
  return [of, element].flatMap((one) => (one ? [words(one)] : [])).filter(Boolean).join(": ");
}

function words(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  copy.querySelectorAll("kbd, svg, .count, [aria-hidden=true]").forEach((one) => one.remove());
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}
