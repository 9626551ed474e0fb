import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { proven } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

test("another choice is an update of the role, and nothing is registered anew", async ({ page, aws, api }) => {
  await aws.hurry();
  const { standalone } = aws.world;
  await proven(api, aws, standalone, "Bolt Labs");
  await api.call("POST", `/accounts/${standalone}/confirm`);

  await page.goto(`/accounts/${standalone}?tab=access`);
  await page.getByTestId("change-access").click();
  await page.getByRole("radio", { name: /No tags/ }).check();
  await page.getByTestId("save-choices").click();
  await expect(page.getByTestId("chosen-tags")).toContainText("No tags");

  const account = new AccountPage(page);
  await expect(account.status).toHaveText("Update available");
  await page.getByRole("tab", { name: "Steps" }).click();
  await expect(account.access.headline).toContainText("Nothing stops working until you deploy the update");
  await expect(page.getByTestId("update-aws-cli")).toContainText("create-change-set");

  await aws.account(standalone).updateStack(await api.instructions(standalone));
  await account.checkNow.click();
  await account.access.becomes("passed");
  await expect(account.status).toHaveText("Active");
});

test("what Landfast may do is chosen capability by capability, at registration and later", async ({ page, aws, api }) => {
  await aws.hurry();
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.fill({ accountId: standalone, name: "Bolt Labs" });
  await expect(page.getByTestId("choice-billing").getByRole("checkbox")).toBeChecked();
  await expect(page.getByTestId("choice-activation").getByRole("checkbox")).not.toBeChecked();
  await page.getByTestId("choice-billing").getByRole("checkbox").uncheck();
  await wizard.submit();
  await expect(wizard.parameter("Billing")).toContainText("off");

  await aws.account(standalone).createStack(await api.instructions(standalone));
  await wizard.isProven();
  const { report } = await api.step(standalone);
  const tried = report?.checks.map(({ code }) => code) ?? [];
  expect(tried.some((code) => code.startsWith("permission.inventory."))).toBe(true);
  expect(tried.some((code) => code.startsWith("permission.billing."))).toBe(false);

  await page.goto(`/accounts/${standalone}?tab=access`);
  await expect(page.getByTestId("chosen-billing")).toHaveAttribute("data-on", "false");
  await page.getByTestId("change-access").click();
  await page.getByTestId("choice-billing").getByRole("checkbox").check();
  await page.getByTestId("save-choices").click();
  await expect(new AccountPage(page).status).toHaveText("Update available");
  await page.getByRole("tab", { name: "Steps" }).click();
  await expect(page.getByText("cur:DescribeReportDefinitions").first()).toBeVisible();
});

test("an external id is rotated on the account's page, and the old one is given up only when nothing answers to it", async ({
  page,
  aws,
  api,
}) => {
  await aws.hurry();
  const { standalone } = aws.world;
  await proven(api, aws, standalone, "Bolt Labs");

  await page.goto(`/accounts/${standalone}?tab=access`);
  await page.getByRole("button", { name: "Rotate" }).click();
  await page.getByTestId("confirm-modal-confirm").click();
  const rotation = page.getByTestId("rotation");
  await expect(rotation).toHaveAttribute("data-answers-to", "old");
  const finish = page.getByRole("button", { name: "Give the old id up" });
  await expect(finish).toBeDisabled();
  await expect(finish).toHaveAccessibleDescription(/old external id only/);

  await aws.account(standalone).updateStack(await api.instructions(standalone));
  await page.getByTestId("rotation-check").click();
  await expect(rotation).toHaveAttribute("data-answers-to", "new");
  await finish.click();
  await expect(page.getByTestId("external-id-now")).toBeVisible();
  await expect(rotation).toHaveCount(0);
});
