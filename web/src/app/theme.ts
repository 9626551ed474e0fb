import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { useSyncExternalStore } from "react";

/** What the person chose; `system` follows the operating system. */
export type Theme = "system" | "light" | "dark";

const KEY = "landfast.theme";
const dark = () => globalThis.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

export function storedTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Draws the page in a theme and, for `system`, follows every later change of the system. */
export function applyTheme(theme: Theme): void {
  const media = dark();
  media.onchange = theme === "system" ? () => { draw(media.matches); } : null;
  draw(theme === "system" ? media.matches : theme === "dark");
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  applyTheme(theme);
  for (const listener of listeners) listener();
}

/** The chosen theme, kept up to date. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, storedTheme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function draw(isDark: boolean): void {
  applyMode(isDark ? Mode.Dark : Mode.Light);
}
