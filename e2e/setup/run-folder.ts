import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The runner's main process makes it while it loads the configuration; its workers find it in the environment that
// they inherit.
const VARIABLE = "LANDFAST_E2E_RUN";

/** The folder that everything of this run lives in; gone at its end. */
export function runFolder(): string {
  let folder = process.env[VARIABLE];
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), "landfast-e2e-"));
    process.env[VARIABLE] = folder;
  }
  return folder;
}

/** A new folder inside it. */
export const newFolder = (name: string): string => mkdtempSync(join(runFolder(), `${name}-`));

const groups = () => join(runFolder(), "groups");

/** Notes a process group, so that it is ended even if the worker that started it is killed. */
export function noteGroup(leader: number): void {
  mkdirSync(groups(), { recursive: true });
  writeFileSync(join(groups(), String(leader)), "");
}

export function forgetGroup(leader: number): void {
  rmSync(join(groups(), String(leader)), { force: true });
}

/** Ends whatever a killed worker left behind, and removes the folder. */
export function cleanUp(): void {
  const left = existsSync(groups()) ? readdirSync(groups()).map(Number) : [];
  for (const leader of left) {
    try {
      process.kill(-leader, "SIGKILL");
    } catch {
      // It is gone already.
    }
  }
  rmSync(runFolder(), { recursive: true, force: true });
}
