// Reply or work note: what was typed in one goes along when the other is chosen.
export function startCompose(): void {
  document.addEventListener("change", (event) => {
    const chosen = event.target;
    if (!(chosen instanceof HTMLInputElement) || chosen.name !== "compose-mode") return;
    const box = chosen.closest(".compose");
    const into = box?.querySelector<HTMLTextAreaElement>(chosen.value === "internal" ? ".for-internal textarea" : ".for-public textarea");
    const from = box?.querySelector<HTMLTextAreaElement>(chosen.value === "internal" ? ".for-public textarea" : ".for-internal textarea");
    if (!into || !from || into.value !== "" || from.value === "") return;
    into.value = from.value;
    from.value = "";
    for (const field of [into, from]) field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
