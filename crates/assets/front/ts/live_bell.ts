// What the bell in the top bar says, as it changes, and the inbox where it is on the page.
import htmx from "htmx.org";

// Lines do not move under the pointer or under whoever is at one with the keyboard.
const PATIENCE = 1_500;

export interface Bell {
  say(unread: string): void;
}

export function startBell(): Bell | undefined {
  const bell = document.querySelector<HTMLElement>("[data-bell]");
  const count = bell?.querySelector<HTMLElement>("[data-bell-count]");
  const words = bell?.querySelector<HTMLElement>("[data-bell-words]");
  if (!bell || !count || !words) return undefined;
  let heard = false;
  let timer = 0;
  const renew = () => {
    const inbox = document.querySelector<HTMLElement>("[data-inbox]");
    if (!inbox) return;
    window.clearTimeout(timer);
    if (inbox.matches(":hover") || inbox.contains(document.activeElement)) {
      timer = window.setTimeout(renew, PATIENCE);
      return;
    }
    const headers = { "HX-Request": "true" };
    void htmx.ajax("GET", inbox.dataset.inbox ?? "", { target: "#inbox", swap: "outerMorph", headers });
  };
  return {
    say: (unread) => {
      // The first is said when the page opens: it shows that already.
      const news = heard || count.textContent !== unread;
      heard = true;
      if (count.textContent !== unread) {
        count.textContent = unread;
        words.textContent = (unread === "" ? bell.dataset.none : bell.dataset.some?.replace("#", unread)) ?? "";
      }
      if (news) renew();
    },
  };
}
