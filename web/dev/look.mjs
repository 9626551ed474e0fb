/**
 * Walks the console in Chromium over the fake API: takes pictures, runs axe, and notes what the browser complains of
 * (errors, refused by the Content-Security-Policy, requests to other hosts).
 *
 *   npm run build && node dev/fake-server.mjs --port 8099 --dist &
 *   node dev/look.mjs --out <folder> [--url http://127.0.0.1:8099] [--only accounts,wizard-3]
 *
 * Exits 1 when axe finds something serious or the browser complained.
 */
import { AxeBuilder } from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { scenes } from "./scenes.mjs";

const { values: options } = parseArgs({
  options: {
    out: { type: "string" },
    url: { type: "string", default: "http://127.0.0.1:8099" },
    only: { type: "string" },
    views: { type: "string", default: "light,dark,narrow" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
  },
});
const VIEWS = {
  light: { viewport: { width: 1360, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1360, height: 900 }, colorScheme: "dark" },
  narrow: { viewport: { width: 390, height: 844 }, colorScheme: "light", hasTouch: true },
};

if (options.out) mkdirSync(options.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: options.chromium,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let bad = 0;
const complain = (text) => {
  bad += 1;
  console.log(text);
};

for (const [view, settings] of Object.entries(VIEWS).filter(([name]) => options.views.split(",").includes(name))) {
  for (const [name, scene] of Object.entries(scenes)) {
    if (options.only && !options.only.split(",").includes(name)) continue;
    await look(view, settings, name, scene);
  }
}
await browser.close();
process.exit(bad > 0 ? 1 : 0);

async function look(view, settings, name, scene) {
  const context = await browser.newContext({ ...settings, baseURL: options.url, reducedMotion: "reduce" });
  const page = await context.newPage();
  // A refusal of a call is part of some scenes; everything else that the browser reports is not.
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complain(`${name} ${view}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => { complain(`${name} ${view}: ${error.message}`); });
  page.on("request", (request) => {
    if (!request.url().startsWith(options.url)) complain(`${name} ${view}: request to ${request.url()}`);
  });
  try {
    await page.request.post("/dev/reset", { data: scene.reset ?? {} });
    await scene.run(page);
    await page.waitForTimeout(300);
    if (options.out) await page.screenshot({ path: join(options.out, `${name}-${view}.png`), fullPage: scene.fullPage ?? true });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const violation of violations) {
      const line = `${name} ${view}: axe ${violation.impact} ${violation.id}: ${violation.nodes.length} × ${violation.nodes[0].html.slice(0, 160)} ${violation.nodes[0].failureSummary?.split("\n")[1] ?? ""}`;
      if (["serious", "critical"].includes(violation.impact)) complain(line);
      else console.log(line);
    }
  } catch (error) {
    complain(`${name} ${view}: ${error.message}`);
    if (options.out) await page.screenshot({ path: join(options.out, `${name}-${view}-failed.png`) });
  }
  await context.close();
}
