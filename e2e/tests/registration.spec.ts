import { AccountPage } from "../pages/account-page.ts";
import { AccountsTable } from "../pages/accounts-table.ts";
import { Wizard } from "../pages/wizard.ts";
import { deployed, proven } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

test("a payer, by console stack: the page turns to proven by itself and shows what comes next", async ({ page, aws, api }) => {
  const { payer } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: payer, name: "Acme" });
  await wizard.access.becomes("waiting");

  const console = await wizard.launch();
  await console.launchIn(payer);
  await wizard.isProven();

  await wizard.next();
  await expect(wizard.kind).toHaveText("Payer");
  await expect(wizard.nextStep("billing-export")).toContainText("bill");
  await expect(wizard.nextStep("linked-accounts").getByRole("link", { name: "Set up linked accounts" })).toBeVisible();
  await wizard.confirm();
  const account = new AccountPage(page);
  await expect(account.heading).toContainText("Acme");
  await expect(account.status).toHaveText("Active");
  await expect(account.step("billing-export")).toHaveAttribute("data-state", "open");
  const { instructions } = await api.step(payer);
  expect(await api.account(payer)).toMatchObject({ kind: "payer", role_arn: instructions.role_arn, status: "active" });
});

test("a linked account names its payer before and after that is registered", async ({ page, aws, api }) => {
  const { payer, linked: [linked = ""] } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: linked, name: "Acme Production" });
  const console = await wizard.launch();
  await console.launchIn(linked);
  await wizard.isProven();

  await wizard.next();
  await expect(wizard.kind).toHaveText("Linked");
  await expect(wizard.kindExplained).toContainText(payer);
  await expect(wizard.kindExplained).toContainText("not registered");
  await wizard.confirm();
  await expect(new AccountPage(page).status).toHaveText("Active");

  const table = new AccountsTable(page);
  await table.open();
  await expect(table.missingPayers).toContainText(payer);
  await expect(table.row(linked)).toContainText("Linked");

  await proven(api, aws, payer, "Acme");
  await expect(table.missingPayers).toHaveCount(0);
  await expect(table.row(payer)).toHaveAttribute("aria-level", "1");
  await expect(table.row(linked)).toHaveAttribute("aria-level", "2");
  const [above, below] = [await table.row(payer).boundingBox(), await table.row(linked).boundingBox()];
  expect(above?.y).toBeLessThan(below?.y ?? 0);
});

test("a linked account whose payer is registered says so", async ({ page, aws, api }) => {
  await aws.hurry();
  const { payer, linked: [linked = ""] } = aws.world;
  await proven(api, aws, payer, "Acme");
  await deployed(api, aws, linked, "Acme Production");
  const wizard = new Wizard(page);
  await wizard.resume(linked);
  await wizard.isProven();
  await wizard.next();
  await expect(wizard.kindExplained).toContainText(`${payer}, which is registered`);
});

test("a standalone account, confirmed without any further step", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone, name: "Bolt Labs" });
  const console = await wizard.launch();
  await console.launchIn(standalone);
  await wizard.isProven();

  await wizard.next();
  await expect(wizard.kind).toHaveText("Standalone");
  await expect(wizard.kindExplained).toContainText("no organization");
  await expect(wizard.nextStep("billing-export")).toHaveCount(0);
  await wizard.confirm();
  await expect(new AccountPage(page).status).toHaveText("Active");
  expect(await api.account(standalone)).toMatchObject({ kind: "standalone", payer: null });
});
