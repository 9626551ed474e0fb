import { AccountPage } from "../pages/account-page.ts";
import { AccountsTable } from "../pages/accounts-table.ts";
import { Wizard } from "../pages/wizard.ts";
import { expect, test } from "../setup/test.ts";

test("a payer, by console stack: the page turns to proven by itself, and shows what comes next", async ({ page, aws, api }) => {
  const { payer } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: payer, name: "Acme" });
  await wizard.access.becomes("waiting");

  const console = await wizard.launch();
  await console.launchIn(payer);
  await page.bringToFront();
  await wizard.isProven();

  await wizard.next();
  await expect(wizard.kind).toHaveText("Payer");
  for (const step of ["billing-export", "linked-accounts"]) {
    await expect(wizard.nextStep(step)).toContainText("later version");
  }
  await wizard.confirm();
  const account = new AccountPage(page);
  await expect(account.heading).toContainText("Acme");
  await expect(account.status).toHaveText("Active");
  await expect(account.step("billing-export")).toHaveAttribute("data-state", "locked");
  const { instructions } = await api.step(payer);
  expect(await api.account(payer)).toMatchObject({ kind: "payer", role_arn: instructions.role_arn, status: "active" });
});
