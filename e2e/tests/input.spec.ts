import { Wizard } from "../pages/wizard.ts";
import { expect, test } from "../setup/test.ts";

// What is typed wrongly is said where it was typed, and stays there to be mended.

const NAME = "Bolt Labs";

test("account ids that are none: said at the field", async ({ page }) => {
  const wizard = new Wizard(page);
  await wizard.open();
  for (const typed of ["12345678901", "1234567890123", "12345678901a", "letters"]) {
    await wizard.fill({ accountId: typed, name: NAME });
    await wizard.submit();
    await expect(wizard.accountId).toHaveAttribute("aria-invalid", "true");
    await expect(wizard.accountId).toHaveAccessibleDescription(/12 digits/);
    await expect(wizard.accountId).toHaveValue(typed);
    await expect(wizard.name).toHaveValue(NAME);
  }
});

test("an account id with hyphens and blanks, as AWS prints it, is taken", async ({ page, api }) => {
  const wizard = new Wizard(page);
  await wizard.register({ accountId: " 0987-6543-2109 ", name: NAME });
  await expect(page).toHaveURL(/\/accounts\/098765432109\/register/);
  expect((await api.account("098765432109")).name).toBe(NAME);
});

test("a name left out is the account id; leading zeros count", async ({ page, api }) => {
  await new Wizard(page).register({ accountId: "000123456789" });
  expect((await api.account("000123456789")).name).toBe("000123456789");
});

test("an account id that is registered already: a banner that leads to it", async ({ page, api }) => {
  await api.register("098765432109", NAME);
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.fill({ accountId: "098765432109", name: "Another name" });
  await wizard.submit();
  await expect(wizard.banner).toHaveAttribute("data-duplicate", "account id");
  await expect(wizard.banner.locator(":focus")).toHaveCount(1);
  await expect(wizard.name).toHaveValue("Another name");
  await wizard.banner.getByRole("link", { name: "Open account 098765432109" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(NAME);
});

test("a name that is taken: a banner, and what was typed stays", async ({ page, api }) => {
  await api.register("098765432109", NAME);
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.fill({ accountId: "012345678901", name: NAME.toUpperCase() });
  await wizard.submit();
  await expect(wizard.banner).toHaveAttribute("data-duplicate", "name");
  await expect(wizard.accountId).toHaveValue("012345678901");
  await expect(wizard.name).toHaveValue(NAME.toUpperCase());

  await wizard.fill({ accountId: "012345678901", name: "Acme" });
  await wizard.submit();
  await expect(wizard.launchButton).toBeVisible();
});

test("a name that is too long: said at the field", async ({ page }) => {
  const long = "x".repeat(300);
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.fill({ accountId: "098765432109", name: long });
  await wizard.submit();
  await expect(wizard.name).toHaveAttribute("aria-invalid", "true");
  await expect(wizard.name).toHaveAccessibleDescription(/\d+ characters/);
  await expect(wizard.name).toHaveValue(long);
});

test("a region that does not exist: said at the field", async ({ page }) => {
  const wizard = new Wizard(page);
  await wizard.open();
  for (const region of ["Frankfurt", "eu-nowhere", "us-east-1a"]) {
    await wizard.fill({ accountId: "098765432109", region });
    await wizard.submit();
    await expect(wizard.region).toHaveAttribute("aria-invalid", "true");
    await expect(wizard.region).toHaveValue(region);
  }
});

test("markup in a name is text", async ({ page, api }) => {
  const name = `<img src=x onerror="document.title='broken'"> & "co"`;
  await api.register("098765432109", name);
  await page.goto("/accounts/098765432109");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await page.goto("/accounts");
  await expect(page.getByRole("link", { name })).toBeVisible();
});
