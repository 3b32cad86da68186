// The chooser of columns: buttons move a line up and down. Without scripts its numbers are typed.
export function startColumns(): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-columns]")) {
    for (const line of lines(list)) {
      const place = line.querySelector<HTMLInputElement>(".column-place");
      const name = line.querySelector("label")?.textContent ?? "";
      if (!place) continue;
      place.hidden = true;
      const moves = document.createElement("span");
      moves.className = "column-moves";
      moves.append(
        button(list, "↑", (list.dataset.up ?? "").replace("{0}", name), () => move(list, line, -1)),
        button(list, "↓", (list.dataset.down ?? "").replace("{0}", name), () => move(list, line, 1)),
      );
      line.append(moves);
    }
    count(list);
  }
}

function lines(list: HTMLElement): HTMLElement[] {
  return Array.from(list.querySelectorAll<HTMLElement>(".column-choice"));
}

function button(list: HTMLElement, sign: string, label: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button";
  button.textContent = sign;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => {
    act();
    count(list);
    button.focus();
  });
  return button;
}

function move(list: HTMLElement, line: HTMLElement, step: number): void {
  const all = lines(list);
  const other = all[all.indexOf(line) + step];
  if (other) list.insertBefore(line, step < 0 ? other : other.nextSibling);
}

// The numbers are what is sent.
function count(list: HTMLElement): void {
  lines(list).forEach((line, index) => {
    const place = line.querySelector<HTMLInputElement>(".column-place");
    if (place) place.value = String(index + 1);
  });
}
