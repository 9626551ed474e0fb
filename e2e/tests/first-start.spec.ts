import { SetupPage, SignInPage } from "../pages/session-pages.ts";
import { Landfast } from "../setup/landfast.ts";
import { newFolder } from "../setup/run-folder.ts";
import { expect, OPERATOR, test } from "../setup/test.ts";

test.describe("on a server that was never started before", () => {
  test.use({
    signedInAs: null,
    server: async ({ aws }, use) => {
      await aws.reset();
      const server = await Landfast.start(aws.world, newFolder("data"));
      await use(server);
      await server.stop();
    },
  });

  test("the link that the server prints makes the first operator, once", async ({ page, server, visit }) => {
    await page.goto("/");
    await expect(page.getByTestId("setup-needed")).toBeVisible();

    const link = /http:\S+\/setup#\S+/.exec(server.output)?.[0] ?? "";
    await page.goto(link);
    await new SetupPage(page).becomeFirstOperator(OPERATOR, "Harbour");
    await expect(page).toHaveURL("/accounts");
    await expect(page.getByText("No accounts yet")).toBeVisible();

    const somebodyElse = await visit(null);
    await somebodyElse.goto(link);
    const again = new SetupPage(somebodyElse);
    await again.choosePassword("their own long password");
    await again.submit();
    await expect(somebodyElse.getByTestId("problem")).toContainText(/link/i);
    await expect(somebodyElse).toHaveURL(/\/setup/);
  });

  test("a password that is too short is refused at its field", async ({ page, server }) => {
    await page.goto(/http:\S+\/setup#\S+/.exec(server.output)?.[0] ?? "");
    const setup = new SetupPage(page);
    await setup.becomeFirstOperator({ email: OPERATOR.email, password: "short" }, "Harbour");
    await expect(page.getByText(/at least 12 characters/i).last()).toBeVisible();
    await expect(setup.field("email")).toHaveValue(OPERATOR.email);
    await expect(setup.field("workspace")).toHaveValue("Harbour");
  });
});

test.describe("signing in", () => {
  test.use({ signedInAs: null });

  test("leads to the page that was asked for; a wrong password says only that it did not work", async ({ page }) => {
    await page.goto("/activity");
    const form = new SignInPage(page);
    await form.signIn({ ...OPERATOR, password: "not the password" });
    await expect(form.problem).toBeVisible();
    const wrongPassword = await form.problem.innerText();
    await form.signIn({ email: "nobody@harbour.example", password: "not the password" });
    await expect(form.problem).toBeVisible();
    const withoutRequest = (text: string) => text.replace(/request \S+/, "");
    expect(withoutRequest(await form.problem.innerText())).toBe(withoutRequest(wrongPassword));

    await form.signIn(OPERATOR);
    await expect(page).toHaveURL("/activity");
    await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  });

  test("signing out ends the session for good", async ({ page }) => {
    await page.goto("/");
    const form = new SignInPage(page);
    await form.signIn(OPERATOR);
    await page.getByRole("button", { name: OPERATOR.email }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await page.goto("/accounts");
    await expect(page).toHaveURL(/\/sign-in/);
  });
});
