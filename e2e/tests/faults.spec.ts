import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { deployed } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

// Trouble on the side of AWS, of the server or of the network is never the customer's fault, and ends by itself.

test.beforeEach(async ({ aws }) => aws.hurry());

for (const [kind, name] of [
  ["throttle", "AWS throttles"],
  ["unavailable", "AWS is out of order"],
] as const) {
  test(`${name}: could not be checked, never not met; it goes on by itself`, async ({ page, aws, api }) => {
    const { standalone } = aws.world;
    await deployed(api, aws, standalone, "Bolt Labs");
    await aws.addFault({ kind, service: "sts", action: "AssumeRole" });

    const wizard = new Wizard(page);
    await wizard.resume(standalone);
    await wizard.access.checkNow.click();
    await expect(wizard.access.headline).toContainText("Could not be checked just now");
    await expect(wizard.access.headline).toContainText("not in your account");
    await expect(wizard.access.headline.getByTestId("countdown")).toBeVisible();
    await expect(wizard.access.headline).toHaveAttribute("data-state", "waiting");
    await expect(page.locator('[data-outcome="not_met"]')).toHaveCount(0);
    await expect(wizard.access.finding("assume_with_external_id")).toHaveAttribute("data-outcome", "unknown");

    await aws.clearFaults();
    await wizard.isProven();
  });
}

test("an answer that is lost on its way is asked for again", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  await deployed(api, aws, standalone, "Bolt Labs");
  await aws.addFault({ kind: "lost_answer", service: "sts", action: "AssumeRole", times: 2 });
  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.isProven();
});

test("the server is stopped in the middle: the open page goes on after it, and so does a new one", async ({
  page,
  aws,
  api,
  server,
  watch,
}) => {
  watch.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone, name: "Bolt Labs" });
  const before = await api.instructions(standalone);
  const externalId = before.parameters.find(({ name }) => name === "ExternalId")?.value ?? "";
  await wizard.access.becomes("waiting");

  await server.stop();
  await wizard.access.checkNow.click();
  await expect(page.getByText("Landfast does not answer")).toBeVisible();

  await server.startAgain();
  const resumed = new Wizard(await page.context().newPage());
  await resumed.resume(standalone);
  await expect(resumed.parameter("ExternalId")).toContainText(externalId);
  await aws.account(standalone).createStack(before);
  await resumed.isProven();
  await wizard.isProven();
  await expect(page.getByText("Landfast does not answer")).toHaveCount(0);
});

test("without a network the page says so, keeps what was typed, and recovers", async ({ page, context, aws, api, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED/);
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.fill({ accountId: standalone, name: "Bolt Labs" });
  await context.setOffline(true);
  await wizard.submit();
  await expect(page.getByText("Landfast does not answer")).toBeVisible();
  await expect(wizard.accountId).toHaveValue(standalone);
  await expect(wizard.name).toHaveValue("Bolt Labs");

  await context.setOffline(false);
  await wizard.submit();
  await expect(wizard.launchButton).toBeVisible();
  await expect(page.getByText("Landfast does not answer")).toHaveCount(0);
  expect((await api.account(standalone)).name).toBe("Bolt Labs");
});

test("a page that cannot be loaded has a way to try again", async ({ page, context, aws, api, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED/);
  const { standalone } = aws.world;
  await api.register(standalone, "Bolt Labs");
  await page.goto("/accounts");
  const link = page.getByRole("link", { name: "Bolt Labs" });
  await expect(link).toBeVisible();
  await context.setOffline(true);
  await link.click();
  const again = page.getByRole("button", { name: "Try again" }).or(page.getByRole("link", { name: "Load the page again" }));
  await expect(again).toBeVisible();
  await context.setOffline(false);
  await again.click();
  await expect(new AccountPage(page).heading).toContainText("Bolt Labs");
});
