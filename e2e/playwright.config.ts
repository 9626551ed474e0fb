import { defineConfig } from "@playwright/test";
// The engine of this package is the oldest that works; the SDK tells every run about its future.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

import { chromium } from "./setup/programs.ts";
import { runFolder } from "./setup/run-folder.ts";

// Made here, in the runner's main process, so that its workers and its end know the same one.
runFolder();

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalTeardown: "./setup/global-teardown.ts",
  // Each worker has a simulated AWS of its own; two of them keep two cores busy.
  workers: 2,
  fullyParallel: true,
  // A failure that a second try does not show again is told as "flaky", with its trace.
  retries: 1,
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"]],
  timeout: 60_000,
  // A role that AWS hides for three seconds is looked for at 2, 5, 9, 15 and 23 seconds.
  expect: { timeout: 30_000 },
  use: {
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    // Motion is no part of what is tested, and axe sees half-faded text as too pale.
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium(),
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
