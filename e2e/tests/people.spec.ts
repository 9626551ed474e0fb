import { AccountPage } from "../pages/account-page.ts";
import { AccountsTable } from "../pages/accounts-table.ts";
import { SetupPage } from "../pages/session-pages.ts";
import { Wizard } from "../pages/wizard.ts";
import { proven } from "../setup/prepare.ts";
import { expect, NEIGHBOUR, test } from "../setup/test.ts";

const READER = { email: "cleo@harbour.example", password: "a sentence of other words" };

test("a reader is invited, sees everything and can change nothing", async ({ page, aws, api, visit }) => {
  await aws.hurry();
  const { standalone, payer } = aws.world;
  await proven(api, aws, standalone, "Bolt Labs");
  await api.register(payer, "Acme");

  await page.goto("/settings/users");
  await page.getByTestId("invite").click();
  await page.getByTestId("invite-email").locator("input").fill(READER.email);
  await page.getByTestId("form-modal-submit").click();
  const link = await page.getByTestId("once-secret-value").getByText("/setup#").innerText();

  const reader = await visit(null);
  await reader.goto(link);
  const setup = new SetupPage(reader);
  await setup.choosePassword(READER.password);
  await setup.submit();
  const table = new AccountsTable(reader);
  await expect(table.row(standalone)).toContainText("Standalone");

  const disabled = async (name: string | RegExp) => {
    const page = reader.getByRole("main");
    const buttons = page.getByRole("button", { name }).or(page.getByRole("link", { name }));
    await expect(buttons.first()).toBeVisible();
    for (const button of await buttons.all()) {
      await expect(button).toBeDisabled();
      await expect(button).toHaveAccessibleDescription(/Ask an operator to do it/);
    }
  };
  await disabled(/Register an account/);
  await table.row(standalone).getByRole("checkbox").check();
  await disabled("Check now");

  const account = new AccountPage(reader);
  await account.open(standalone);
  await expect(account.access.headline).toContainText("Passed");
  await disabled("Check now");
  await disabled("Edit name");
  await disabled("Edit home region");
  await reader.goto(`/accounts/${standalone}/remove`);
  await disabled(/try every way in/);
  await disabled("Remove the record alone");
  await account.open(payer);
  await expect(account.step("api-access")).toBeVisible();
  await disabled("Check now");

  for (const path of ["/activity", "/settings/identity", "/settings/permissions", "/settings/tokens", "/settings/work"]) {
    await reader.goto(path);
    await expect(reader.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(reader.getByTestId("problem")).toHaveCount(0);
  }
  await reader.goto("/settings/users");
  await disabled("Invite somebody");
  await disabled(/^Remove /);
  await expect(reader.getByRole("button", { name: /^Role of / })).toHaveCount(0);
  await expect(reader.getByTestId(`role-of-${READER.email}`)).toHaveText("Reader");
  await reader.goto("/settings/workspaces");
  await disabled("Create a workspace");
  await reader.goto("/settings/tokens");
  await disabled("Create a token");
  await disabled(/^Revoke /);

  await reader.goto("/register");
  await expect(reader.getByTestId("register-not-allowed")).toContainText("Ask an operator to do it");

  // The page of a registration only looks on.
  const wizard = new Wizard(reader);
  await wizard.resume(payer);
  await disabled("Check now");
  expect((await api.step(payer)).state.state).toBe("open");
});

test("a workspace with a name in another script is made in the console, entered and left again", async ({ page }) => {
  await page.goto("/settings/workspaces");
  const make = async (name: string): Promise<void> => {
    await page.getByTestId("create-workspace").click();
    await page.getByTestId("workspace-name").locator("input").fill(name);
    await page.getByTestId("form-modal-submit").click();
  };
  await make("Harbour");
  await expect(page.getByTestId("form-modal")).toContainText("A workspace of this name is there already");
  await page.getByTestId("form-modal").getByRole("button", { name: "Cancel" }).click();
  await make("Müller AG");
  await expect(page.getByText("No accounts yet")).toBeVisible();
  await expect(page.getByTestId("top-navigation")).toContainText("Müller AG");
  await page.goto("/activity");
  await expect(page.getByTestId("verification")).toHaveAttribute("data-intact", "true");
  await page.goto("/settings/workspaces");
  await page.getByTestId("enter-Harbour").click();
  await expect(page.getByTestId("top-navigation")).toContainText("Harbour");
});

test("an account of another workspace is not there", async ({ aws, api, visit }) => {
  await aws.hurry();
  const { standalone } = aws.world;
  await proven(api, aws, standalone, "Bolt Labs");
  const neighbour = await visit(NEIGHBOUR);
  await neighbour.goto("/accounts");
  await expect(neighbour.getByText("No accounts yet")).toBeVisible();
  for (const path of [`/accounts/${standalone}`, `/accounts/${standalone}/register`]) {
    await neighbour.goto(path);
    await expect(neighbour.getByTestId("problem")).toContainText(`No account ${standalone} is registered in this workspace`);
    await expect(neighbour.getByText("Bolt Labs")).toHaveCount(0);
  }
});
