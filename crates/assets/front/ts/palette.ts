// Everything that can be done or gone to, by typing: Ctrl or Cmd and K.
import { type Command, here, places, run, you } from "./palette_commands";
import { fitting } from "./palette_match";

// Of each sort, so that what was found stays in sight.
const SHOWN = 7;

export function startPalette(): void {
  const dialog = document.getElementById("palette");
  const field = document.getElementById("palette-q");
  if (!(dialog instanceof HTMLDialogElement) || !(field instanceof HTMLInputElement)) return;
  const palette = new Palette(dialog, field);
  for (const button of document.querySelectorAll<HTMLElement>("[data-palette-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => palette.open());
  }
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else palette.open();
  });
}

class Palette {
  private at = 0;
  private waiting = false;
  private readonly done = new WeakMap<Element, HTMLElement>();

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly field: HTMLInputElement,
  ) {
    field.addEventListener("input", () => this.asked());
    field.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("click", (event) => this.clicked(event));
    dialog.addEventListener("mousemove", (event) => this.pointed(event));
    document.addEventListener("htmx:after:swap", () => {
      this.waiting = false;
      if (this.dialog.open) this.show();
    });
  }

  open(): void {
    // A dialog that waits for an answer comes first.
    if (document.querySelector("dialog[open]")) return;
    this.field.value = "";
    this.asked();
    this.dialog.showModal();
    this.field.focus();
  }

  private asked(): void {
    const typed = this.field.value.trim();
    this.fill("here", fitting(here(), typed));
    this.fill("places", fitting(places(), typed));
    this.fill("you", fitting(you(), typed));
    this.at = 0;
    // What was found for something else must not be chosen by mistake.
    this.found().replaceChildren();
    this.waiting = typed !== "";
    if (this.waiting) this.field.dispatchEvent(new CustomEvent("palette:asked"));
    this.show();
  }

  private fill(sort: string, commands: Command[]): void {
    const group = this.dialog.querySelector(`[data-palette="${sort}"]`);
    group?.replaceChildren(...commands.slice(0, SHOWN).map((command) => this.option(command)));
  }

  private option({ label, element, icon }: Command): HTMLElement {
    const option = document.createElement("div");
    option.className = "palette-option";
    option.setAttribute("role", "option");
    option.append(icon ?? document.createElement("i"), said(label));
    this.done.set(option, element);
    return option;
  }

  private show(): void {
    // An answer may come when what was asked is gone.
    if (this.field.value.trim() === "") this.found().replaceChildren();
    const all = this.options();
    this.at = Math.min(this.at, Math.max(all.length - 1, 0));
    all.forEach((option, place) => {
      option.id = `palette-option-${place}`;
      option.setAttribute("aria-selected", String(place === this.at));
    });
    this.field.setAttribute("aria-expanded", String(all.length > 0));
    const now = all[this.at];
    if (now) this.field.setAttribute("aria-activedescendant", now.id);
    else this.field.removeAttribute("aria-activedescendant");
    now?.scrollIntoView({ block: "nearest" });
    const nothing = this.dialog.querySelector<HTMLElement>("[data-palette-nothing]");
    const none = all.length === 0 && !this.waiting;
    if (nothing) nothing.textContent = none ? (nothing.dataset.paletteNothing ?? "") : "";
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const all = this.options();
    if (step !== undefined && all.length > 0) {
      event.preventDefault();
      this.at = (this.at + step + all.length) % all.length;
      this.show();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const option = all[this.at];
      if (option) this.take(option, event);
    }
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const option = target.closest<HTMLElement>("[role=option]");
    if (option && !(option instanceof HTMLAnchorElement)) this.take(option, event);
    else if (target === this.dialog) this.dialog.close();
  }

  private pointed(event: MouseEvent): void {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    const place = option ? this.options().indexOf(option) : -1;
    if (place >= 0 && place !== this.at && (event.movementX !== 0 || event.movementY !== 0)) {
      this.at = place;
      this.show();
    }
  }

  // With Ctrl or Cmd a place or a record opens beside this page.
  private take(option: HTMLElement, event: KeyboardEvent | MouseEvent): void {
    const element = this.done.get(option) ?? option;
    const beside = event.ctrlKey || event.metaKey;
    if (beside && element instanceof HTMLAnchorElement) {
      window.open(element.href, "_blank", "noopener");
      return;
    }
    this.dialog.close();
    run(element);
  }

  private options(): HTMLElement[] {
    return Array.from(this.dialog.querySelectorAll<HTMLElement>("[role=option]"));
  }

  private found(): HTMLElement {
    return this.dialog.querySelector("#palette-found") as HTMLElement;
  }
}

function said(label: string): HTMLElement {
  const words = document.createElement("span");
  words.className = "palette-words";
  words.textContent = label;
  return words;
}
