import type { Page } from "@playwright/test";
import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { expect, test } from "../setup/test.ts";

async function saveKey(page: Page, id: string, secret: string): Promise<void> {
  await page.getByTestId("access-key-id").locator("input").fill(id);
  await page.getByTestId("secret-access-key").locator("input").fill(secret);
  await page.getByRole("button", { name: "Save and test" }).click();
}

test("an access key registers an account once an operator allows it; a wrong secret is told, and no secret is shown", async ({
  page,
  aws,
  api,
}) => {
  await aws.hurry();
  const { standalone } = aws.world;

  await page.goto("/register");
  await expect(page.getByRole("radio", { name: /Access keys/ })).toBeDisabled();
  await page.getByTestId("methods-off").getByRole("link", { name: "Settings, Methods" }).click();
  await page.getByRole("button", { name: "Turn access keys on" }).click();
  await page.getByTestId("confirm-modal-confirm").click();
  await expect(page.getByTestId("method-access_keys")).toHaveAttribute("data-enabled", "true");

  const wizard = new Wizard(page);
  await page.goto("/register");
  await page.getByRole("radio", { name: /Access keys/ }).check();
  await wizard.next();
  await wizard.fill({ accountId: standalone, name: "Bolt Labs" });
  await wizard.submit();
  const policy = await page.getByTestId("key-policy").locator("pre").innerText();
  const { id, secret } = await aws.account(standalone).createUserWithKey("landfast", policy);

  await saveKey(page, id, "x".repeat(40));
  await wizard.access.tells("key_answers", "key_secret_wrong", /secret/);
  await saveKey(page, id, secret);
  await wizard.isProven();
  await expect(page.getByTestId("key-current")).toContainText(`…${id.slice(-4)}`);
  expect(await page.content()).not.toContain(secret);

  await wizard.next();
  await wizard.confirm();
  await expect(new AccountPage(page).status).toHaveText("Active");
  expect(await api.account(standalone)).toMatchObject({ status: "active", role_arn: null });
});
