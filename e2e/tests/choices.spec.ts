import { AccountPage } from "../pages/account-page.ts";
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
