import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const key = "graphruntime-studio-theme";

export const theme = signal<Theme>(stored());

/** The style sheet reads an attribute of the root; without it the system's preference counts. */
export function applyTheme(): void {
  if (theme.value === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme.value;
  }
}

export function setTheme(chosen: Theme): void {
  theme.value = chosen;
  applyTheme();
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // A browser that stores nothing shows the theme until the page is left.
  }
}

function stored(): Theme {
  try {
    const found = localStorage.getItem(key);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}
