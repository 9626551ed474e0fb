import type { Page } from "@playwright/test";
import type { SimulatedAws } from "../aws/simulated-aws.ts";
import { demandNoExternalId } from "../aws/trust-policy.ts";
import { pagesOf, pagesOfOwners, type Stop, visitPage } from "../pages/journey.ts";
import type { Api } from "../setup/api.ts";
import { barriers } from "../setup/barriers.ts";
import { checked, deployed, linkFor, proven, roleName } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

type Appearance = "light" | "dark";

/** The appearance follows the system, without a reload. */
async function expectNoBarriers(page: Page, name: string, appearances: readonly Appearance[]): Promise<void> {
  const grounds = new Set<string>();
  for (const colorScheme of appearances) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await barriers(page), `${name}, ${colorScheme}`).toEqual([]);
    grounds.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
  }
  expect.soft([...grounds], `each appearance of ${name} has its ground`).toHaveLength(appearances.length);
}

async function expectNoSidewaysScrolling(page: Page, name: string): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${name} is as wide as its window`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/** A payer that is proven, a linked account whose role is open to everybody, and one with nothing done yet. */
async function threeAccounts(api: Api, aws: SimulatedAws) {
  await aws.hurry();
  const { payer, standalone, linked: [linked = ""] } = aws.world;
  await proven(api, aws, payer, "Acme");
  const role = roleName(await deployed(api, aws, linked, "Acme Production"));
  const owner = aws.account(linked);
  const trust = await owner.trustPolicy(role);
  demandNoExternalId(trust);
  await owner.setTrustPolicy(role, trust);
  await checked(api, linked, "blocked");
  await api.register(standalone, "Bolt Labs");
  return { proven: payer, refused: linked, open: standalone };
}

// Colours are the same in both windows.
for (const [window, viewport, appearances] of [
  ["a desk's", { width: 1280, height: 900 }, ["light", "dark"]],
  ["a phone's", { width: 390, height: 844 }, ["light"]],
] as const) {
  test.describe(() => {
    test.use({ viewport });

    test(`nothing bars anybody from a page in ${window} window`, async ({ page, aws, api }) => {
      // Every page twice, by a checker that takes seconds for each.
      test.setTimeout(480_000);
      const accounts = await threeAccounts(api, aws);
      const look = (stop: Stop) =>
        test.step(stop.name, async () => {
          await visitPage(page, stop);
          await expectNoSidewaysScrolling(page, stop.name);
          await expectNoBarriers(page, stop.name, appearances);
        });
      for (const stop of pagesOf(accounts)) await look(stop);
      await page.goto("/help/external_id_unconditional");
      await expectNoBarriers(page, "help", appearances);
      await page.context().clearCookies();
      const [open, refused, proof] = await Promise.all(
        [accounts.open, accounts.refused, accounts.proven].map((id) => linkFor(api, id)),
      );
      for (const stop of pagesOfOwners({ open: open ?? "", refused: refused ?? "", proven: proof ?? "" })) await look(stop);
      for (const path of ["/sign-in", "/setup#lfl_none"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectNoBarriers(page, path, appearances);
      }
    });
  });
}
