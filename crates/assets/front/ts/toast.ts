// Short messages that announce themselves and go away.
const SHOWN_FOR = 6000;

export function toast(text: string, tone = "neutral"): void {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const box = document.createElement("div");
  box.className = `toast toast-${/^[a-z]+$/.test(tone) ? tone : "neutral"}`;
  const words = document.createElement("span");
  words.textContent = text;
  const dismiss = document.createElement("button");
  dismiss.type = "button";
  dismiss.className = "toast-dismiss";
  dismiss.textContent = "×";
  dismiss.setAttribute("aria-label", place.dataset.dismiss ?? "");
  box.append(words, dismiss);
  place.append(box);

  // It stays while it is pointed at or read with the keyboard.
  let timer = window.setTimeout(() => box.remove(), SHOWN_FOR);
  const hold = () => window.clearTimeout(timer);
  const release = () => {
    hold();
    timer = window.setTimeout(() => box.remove(), SHOWN_FOR);
  };
  box.addEventListener("pointerenter", hold);
  box.addEventListener("pointerleave", release);
  box.addEventListener("focusin", hold);
  box.addEventListener("focusout", release);
  dismiss.addEventListener("click", () => box.remove());
}

// Texts come from the server in the reader's language, as data on the place for toasts.
export function toastText(name: "failed" | "offline" | "draft", tone: string): void {
  toast(document.getElementById("toasts")?.dataset[name] ?? "", tone);
}
