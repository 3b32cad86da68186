// What the bell in the top bar says, as it changes.
export interface Bell {
  say(unread: string): void;
}

export function startBell(): Bell | undefined {
  const bell = document.querySelector<HTMLElement>("[data-bell]");
  const count = bell?.querySelector<HTMLElement>("[data-bell-count]");
  const words = bell?.querySelector<HTMLElement>("[data-bell-words]");
  if (!bell || !count || !words) return undefined;
  return {
    say: (unread) => {
      if (count.textContent === unread) return;
      count.textContent = unread;
      words.textContent = unread === "" ? (bell.dataset.words ?? "") : `${bell.dataset.words ?? ""} (${unread})`;
    },
  };
}
