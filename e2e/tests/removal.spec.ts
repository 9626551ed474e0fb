import { readFileSync } from "node:fs";
import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { proven, roleName } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

test("access is taken back: the stack is deleted, every way in is refused twice, and the receipt is saved", async ({
  page,
  aws,
  api,
}) => {
  test.slow();
  await aws.hurry();
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone, name: "Bolt Labs" });
  const console = await wizard.launch();
  await console.launchIn(standalone);
  await wizard.isProven();

  const account = new AccountPage(page);
  await account.open(standalone);
  await account.removeButton.click();
  await expect(page.getByTestId("removal-guide")).toContainText("delete it. Its role goes with it");
  await expect(page.getByTestId("removal-guide")).toContainText("aws cloudformation delete-stack");
  await console.deleteStack();
  await page.getByTestId("removal-prove").click();
  await expect(page.getByTestId("removal-state")).toContainText("It counts when it is seen a second time");

  const receipt = page.getByTestId("receipt");
  await expect(receipt).toHaveAttribute("data-verdict", "gone", { timeout: 40_000 });
  await expect(receipt.getByText("Refused: AccessDenied")).toHaveCount(2);
  const saving = page.waitForEvent("download");
  await page.getByTestId("receipt-download").click();
  const text = readFileSync(await (await saving).path(), "utf8");
  expect(text).toContain(`Account   ${standalone} (Bolt Labs)`);
  expect(text).toMatch(/refused, AccessDenied, AWS request \S+/);
  expect(text).not.toMatch(/lf-[a-z2-7]{26}/);

  await page.goto("/receipts");
  await expect(page.getByTestId("receipts-table")).toContainText("Access is gone");
  await expect(api.account(standalone)).rejects.toThrow(/account_not_found/);
});

test("the record alone leaves access, which is found when the account is registered again", async ({ page, aws, api }) => {
  await aws.hurry();
  const { standalone } = aws.world;
  const before = await proven(api, aws, standalone, "Bolt Labs");
  await page.goto(`/accounts/${standalone}/remove`);
  await page.getByTestId("removal-record-only").click();
  const asked = page.getByRole("dialog", { name: "Remove the record of Bolt Labs alone?" });
  await expect(asked).toContainText("Access stays in AWS");
  await asked.getByRole("button", { name: "Remove the record" }).click();
  await expect(page.getByTestId("receipt")).toHaveAttribute("data-verdict", "access_left");
  await expect(aws.account(standalone).trustPolicy(roleName(before))).resolves.toHaveProperty("Statement");

  await api.register(standalone, "Bolt Labs");
  await api.call("POST", `/accounts/${standalone}/steps/api-access/checks`, { trigger: "person" });
  await new AccountPage(page).open(standalone);
  await expect(page.getByTestId("orphans")).toContainText(before.role_arn);
});
