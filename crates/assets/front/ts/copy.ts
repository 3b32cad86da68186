// A button that copies the text beside it. Without scripts it does not show.
import { toast } from "./toast";

export function startCopy(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLElement>("[data-copy]");
    const field = button && document.getElementById(button.dataset.copy ?? "");
    if (!button || !(field instanceof HTMLInputElement)) return;
    field.select();
    const copied = () => toast(button.dataset.copied ?? "", "success");
    // Where the page did not come encrypted, browsers have no clipboard; what is selected is copied by hand.
    void navigator.clipboard?.writeText(field.value).then(copied, () => field.focus());
  });
}
