// What the parts of a page that hear of changes have in common.
export interface Change {
  // What happened to the record shown.
  record: { seq: number; verb: string }[];
  // The numbers of records like those listed to which something happened.
  list: string[];
}

// A part of the page that wants to hear of changes.
export interface Part {
  // What it adds to the address of the stream.
  address(): string;
  changed(change: Change): void;
  // The stream has been opened again after a while in which nothing was heard.
  back(): void;
}

// The line that says how much is new, and the button that shows it.
export class Bar {
  constructor(
    private readonly bar: HTMLElement,
    show: () => void,
  ) {
    bar.querySelector("button")?.addEventListener("click", () => {
      this.say(0);
      show();
    });
  }

  say(count: number): void {
    const words = this.bar.querySelector<HTMLElement>("[data-live-words]");
    const text = count === 1 ? this.bar.dataset.one : this.bar.dataset.many?.replace("#", String(count));
    if (words && words.textContent !== (count > 0 ? text : "")) words.textContent = count > 0 ? (text ?? "") : "";
    this.bar.classList.toggle("live-bar-shown", count > 0);
  }
}

// A page or part of one as the server has it now; nothing when it is not that page any more.
export async function fetched(address: string, headers: Record<string, string>): Promise<Document | undefined> {
  try {
    const answer = await fetch(address, { headers, credentials: "same-origin" });
    if (!answer.ok || answer.redirected || answer.headers.get("HX-Redirect")) return undefined;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    // No connection; the next change is another chance.
    return undefined;
  }
}
