import { chooseWorkspace } from "../api/workspace.ts";

/** Goes over into another workspace. Reloading drops every page's state of this one, the live connection included. */
export function enterWorkspace(name: string): void {
  chooseWorkspace(name);
  globalThis.location.assign("/accounts");
}
