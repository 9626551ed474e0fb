const KEY = "landfast.workspace";

/** The workspace that calls are made in; `null` is the person's first. */
export function currentWorkspace(): string | null {
  return localStorage.getItem(KEY);
}

/** Chooses the workspace for every later call; `null` forgets the choice. */
export function chooseWorkspace(name: string | null): void {
  if (name === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, name);
}

/** Names the workspace of a call; header values are ASCII, so the name goes as percent-encoded UTF-8. */
export const WORKSPACE_HEADER = "Landfast-Workspace";

/** The value of {@link WORKSPACE_HEADER}; `null` leaves the choice to the server. */
export function workspaceHeader(): string | null {
  const workspace = currentWorkspace();
  return workspace === null ? null : encodeURIComponent(workspace);
}
