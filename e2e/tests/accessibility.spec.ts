import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { demandNoExternalId } from "../aws/trust-policy.ts";
import { pagesOf, visitPage } from "../pages/journey.ts";
import { checked, deployed, proven, roleName } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

const VIEWS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  narrow: { colorScheme: "light", viewport: { width: 390, height: 844 } },
} as const;

/** What axe finds that keeps somebody from using the page, as one line each. */
async function barriers(page: Page): Promise<string[]> {
  // Without frames in it, a page needs no tab of its own for the result.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`));
}

for (const [view, settings] of Object.entries(VIEWS)) {
  test.describe(view, () => {
    test.use(settings);

    test("axe finds no barrier on any page", async ({ page, aws, api, server }) => {
      test.slow();
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

      for (const stop of pagesOf({ proven: payer, refused: linked, open: standalone })) {
        await test.step(stop.name, async () => {
          await visitPage(page, stop);
          expect.soft(await barriers(page), stop.name).toEqual([]);
          const scrolled = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect.soft(scrolled, `${stop.name} is wider than its window`).toBe(false);
        });
      }
      await page.goto("/help/external_id_unconditional");
      expect.soft(await barriers(page), "help").toEqual([]);

      await page.context().clearCookies();
      for (const path of ["/sign-in", "/setup#lfl_none"]) {
        await page.goto(`${server.url}${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect.soft(await barriers(page), path).toEqual([]);
      }
    });
  });
}
