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
