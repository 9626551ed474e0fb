import type { Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { SimulatedAws } from "../aws/simulated-aws.ts";
import { demandNoExternalId } from "../aws/trust-policy.ts";
import { pagesOf, visitPage } from "../pages/journey.ts";
import { Wizard } from "../pages/wizard.ts";
import { Api } from "../setup/api.ts";
import { checked, proven, roleName } from "../setup/prepare.ts";
import { SCREENSHOTS } from "../setup/programs.ts";
import { expect, test } from "../setup/test.ts";

// The pictures of the documentation: UPDATE_SCREENSHOTS=1 npm test -- screenshots

test.skip(process.env["UPDATE_SCREENSHOTS"] === undefined, "Pictures are made when UPDATE_SCREENSHOTS is set.");

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  // The mouse over a button, or a field with the focus, is nobody's in a picture.
  await page.mouse.move(0, 0);
  await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur(); });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: "disabled" });
}

/** An organization as it looks after a week: most of it proven, one role opened by hand, one account not done. */
async function livedIn(api: Api, aws: SimulatedAws) {
  const { payer, standalone, linked: [production = "", data = "", staging = "", sandbox = ""] } = aws.world;
  for (const [account, name] of [
    [payer, "Acme"],
    [production, "Acme Production"],
    [data, "Acme Data"],
    [staging, "Acme Staging"],
    [standalone, "Bolt Labs"],
  ] as const) {
    const role = roleName(await proven(api, aws, account, name));
    await api.call("POST", `/accounts/${account}/confirm`);
    if (account !== staging) continue;
    const trust = await aws.account(account).trustPolicy(role);
    demandNoExternalId(trust);
    await aws.account(account).setTrustPolicy(role, trust);
    await checked(api, account, "drifted");
  }
  await api.register(sandbox, "Acme Sandbox");
  return { proven: payer, refused: staging, open: sandbox };
}

test.describe("by day", () => {
  test.use({ colorScheme: "light", viewport: DESK });

  test("the wizard follows a new role until it is proven", async ({ page, aws }) => {
    const { payer } = aws.world;
    const wizard = new Wizard(page);
    await wizard.register({ accountId: payer, name: "Acme" });
    const console = await wizard.launch();
    await console.launchIn(payer);
    await wizard.isProven();
    await page.bringToFront();
    await page.getByTestId("report-section").getByRole("button").first().click();
    await expect(wizard.access.finding("refuse_without_external_id")).toBeVisible();
    await picture(page, "register-proven");
  });

  test("accounts, findings, activity, permissions", async ({ page, context, aws, server }) => {
    test.slow();
    await aws.hurry();
    // As the person who is signed in, so that the log names somebody.
    const [session] = await context.cookies();
    const api = new Api(server.url, { cookie: `${session?.name ?? ""}=${session?.value ?? ""}` });
    const accounts = await livedIn(api, aws);
    const stops = new Map(pagesOf(accounts).map((stop) => [stop.name, stop]));
    for (const [name, file] of [
      ["accounts", "accounts"],
      ["account with findings", "account-page-finding"],
      ["activity", "activity"],
      ["permissions", "permissions"],
    ] as const) {
      const stop = stops.get(name);
      if (stop === undefined) throw new Error(`There is no page called ${name}.`);
      await visitPage(page, stop);
      await picture(page, file);
    }
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto("/accounts");
    await page.getByTestId(`account-row-${accounts.proven}`).waitFor();
    await picture(page, "accounts-dark");
  });
});

test.describe("on a phone", () => {
  test.use({ colorScheme: "light", viewport: PHONE, hasTouch: true });

  test("the wizard", async ({ page, aws }) => {
    const wizard = new Wizard(page);
    await wizard.register({ accountId: aws.world.payer, name: "Acme" });
    await wizard.access.becomes("waiting");
    await picture(page, "register-narrow");
  });
});
