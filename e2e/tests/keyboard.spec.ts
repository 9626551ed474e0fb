import { AwsConsole } from "../pages/aws-console.ts";
import { Wizard } from "../pages/wizard.ts";
import { press, tabTo } from "../setup/keyboard.ts";
import { expect, OPERATOR, test } from "../setup/test.ts";

test.use({ signedInAs: null });

test("an account is registered without the mouse, from signing in to the finished page", async ({ page, aws }) => {
  const { standalone } = aws.world;
  await page.goto("/");
  await tabTo(page, page.getByLabel("E-mail"));
  await page.keyboard.type(OPERATOR.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(OPERATOR.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/accounts");

  await press(page, page.getByTestId("register-first"));
  const wizard = new Wizard(page);
  await press(page, page.getByRole("button", { name: "Next", exact: true }));
  await tabTo(page, wizard.accountId);
  await page.keyboard.type(standalone);
  await tabTo(page, wizard.name);
  await page.keyboard.type("Bolt Labs");
  await press(page, page.getByRole("button", { name: "Register account", exact: true }));
  await expect(page.getByRole("heading", { level: 1, name: "API access" })).toBeFocused();

  const opening = page.context().waitForEvent("page");
  await press(page, wizard.launchButton);
  const tab = await opening;
  const console = new AwsConsole(tab);
  await press(tab, tab.getByRole("radio").first(), "Space");
  await expect(async () => {
    await tab.keyboard.press("ArrowDown");
    await expect(tab.getByRole("radio", { name: standalone })).toBeChecked({ timeout: 100 });
  }).toPass();
  await press(tab, tab.getByRole("button", { name: "Sign in" }));
  await press(tab, tab.getByRole("checkbox", { name: /custom names/ }), "Space");
  await press(tab, tab.getByRole("button", { name: "Create stack" }));
  await expect(console.stackStatus).toHaveText("CREATE_COMPLETE");

  await page.bringToFront();
  await wizard.isProven();
  await press(page, page.getByRole("button", { name: "Next", exact: true }));
  await press(page, page.getByRole("button", { name: "Confirm and finish", exact: true }));
  await expect(page.getByText("Bolt Labs is registered")).toBeVisible();
});

test("the first tab skips to the content", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("E-mail").fill(OPERATOR.email);
  await page.getByLabel("Password").fill(OPERATOR.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/accounts");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});
