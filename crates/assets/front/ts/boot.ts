// Runs before the first paint, so that a chosen appearance does not flash in late.
import { applyTheme, chosenTheme } from "./theme";

applyTheme(chosenTheme());
document.documentElement.classList.add("js");
