import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** The server and command line under test. */
export const landfast = (): string =>
  program("LANDFAST_E2E_BINARY", [join(ROOT, "target/debug/landfast")], "cargo build -p landfast-cli");

/** The interpreter that has the simulated AWS installed. */
export const python = (): string =>
  program("LANDFAST_E2E_PYTHON", [join(ROOT, "sim/.venv/bin/python")], "see sim/README.md");

/** The browser of the system; the test runner's own is not downloaded. */
export const chromium = (): string =>
  program(
    "LANDFAST_E2E_CHROMIUM",
    [process.env["CHROMIUM_PATH"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
    "install Chromium with your system's package manager",
  );

/** Where pictures for the documentation go, when they are asked for. */
export const SCREENSHOTS = join(ROOT, "docs/screenshots");

function program(variable: string, usual: readonly string[], cure: string): string {
  const named = process.env[variable];
  if (named !== undefined) return named;
  const found = usual.find((path) => path !== "" && existsSync(path));
  if (found !== undefined) return found;
  throw new Error(`A program of the tests is not there: looked for ${usual.join(", ")}. ${cure}, or set ${variable}.`);
}
