import type { CapabilityView, TagAccess } from "../../api/types.ts";

/** What the people of an account let Landfast do there. */
export interface Chosen {
  /** Names of the optional capabilities that are on. */
  capabilities: readonly string[];
  tagAccess: TagAccess;
}

/** A capability that a person can switch. */
export interface Switch {
  name: string;
  title: string;
  about: string;
  /** How many actions it brings. */
  actions: number;
}

/**
 * The capabilities that have a switch, in the server's order. One that is on and that the server does not describe
 * has a switch too: what is on can be seen and turned off.
 */
export function switchesOf(capabilities: readonly CapabilityView[], on: readonly string[]): Switch[] {
  const described = capabilities.filter(({ capability, choice }) => choice === "switch" || on.includes(capability));
  const names = new Set(described.map(({ capability }) => capability));
  return [
    ...described.map(({ capability, title, about, actions }) => ({ name: capability, title, about, actions: actions.length })),
    ...on.filter((name) => !names.has(name)).map((name) => ({ name, title: name, about: "", actions: 0 })),
  ];
}

/** The names that are on when nobody has chosen yet. */
export const usual = (capabilities: readonly CapabilityView[]): string[] =>
  capabilities.filter(({ choice, by_default }) => choice === "switch" && by_default).map(({ capability }) => capability);

/** The list with one name put in or taken out. */
export const toggled = (names: readonly string[], name: string, on: boolean): string[] =>
  on ? [...names, name] : names.filter((other) => other !== name);

export const TAG_ACCESS: Record<TagAccess, { label: string; description: string }> = {
  none: { label: "No tags", description: "Resources come in without their tags." },
  read: { label: "Read tags", description: "Tags come in and are never changed." },
  write: { label: "Read and write tags", description: "Tags come in, and what you edit in Landfast goes back to AWS." },
};
