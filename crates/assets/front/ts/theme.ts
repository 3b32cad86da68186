// Light, dark, or as the system has it. The choice stays in this browser.
const KEY = "mainstay.theme";

export type Theme = "system" | "light" | "dark";

export function chosenTheme(): Theme {
  const kept = read();
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function startThemeSwitch(): void {
  const form = document.querySelector<HTMLElement>("[data-theme-switch]");
  if (!form) return;
  form.hidden = false;
  const chosen = chosenTheme();
  for (const option of form.querySelectorAll<HTMLInputElement>("input")) {
    option.checked = option.value === chosen;
    option.addEventListener("change", () => {
      const theme = option.value as Theme;
      keep(theme);
      applyTheme(theme);
    });
  }
}

// A browser may forbid storage; the page then follows the system.
function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // The choice holds until the page is left.
  }
}
