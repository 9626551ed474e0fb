import type { Crumb } from "../../app/page.tsx";

/** The way to a page of the settings. */
export const settingsCrumbs = (text: string, href: string): readonly Crumb[] => [
  { text: "Settings", href: "/settings" },
  { text, href },
];
