import { barriers } from "../setup/barriers.ts";
import { Landfast } from "../setup/landfast.ts";
import { proven } from "../setup/prepare.ts";
import { Receiver } from "../setup/receiver.ts";
import { expect, test as base } from "../setup/test.ts";

/** With a receiver on this machine, which the server may tell. */
const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({}, use) => {
    const receiver = await Receiver.start();
    await use(receiver);
    await receiver.stop();
  },
  server: async ({ aws, seed }, use, info) => {
    await aws.reset();
    await aws.hurry();
    const server = await Landfast.start(aws.world, seed.copy(), ["--webhook-allow", "127.0.0.1"]);
    await server.published();
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.output });
  },
});

test("a receiver hears of a proof, signed; a failure is seen and sent again", async ({ page, aws, api, receiver }) => {
  const input = (name: string) => page.getByTestId(`webhook-${name}`).locator("input");
  await page.goto("/settings/webhooks");
  await expect(page.getByText("No webhooks")).toBeVisible();
  await page.getByTestId("add-webhook").focus();
  await page.keyboard.press("Enter");
  await input("name").fill("On call");
  await input("url").fill("https://169.254.169.254/latest/meta-data");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/not one of the public Internet/)).toBeVisible();
  await input("url").fill(receiver.url);
  await page.keyboard.press("Enter");
  const secret = await page.getByTestId("once-secret-value").getByText("whsec_").innerText();
  await page.getByTestId("once-secret-close").click();
  const table = page.getByTestId("webhooks-table");
  await expect(table).toContainText(/http:\/\/127\.0\.0\.1:\d+\/…0123/);
  await expect(page.getByText("from-landfast")).toHaveCount(0);

  const { standalone } = aws.world;
  await proven(api, aws, standalone, "Bolt Labs");
  const types = () => receiver.events(secret).map(({ type }) => type);
  await expect.poll(types).toContain("access.proven");
  const proof = receiver.events(secret).find(({ type }) => type === "access.proven");
  expect(proof).toMatchObject({ v: 1, account: standalone });

  await table.getByRole("link", { name: "On call" }).click();
  const deliveries = page.getByTestId("deliveries-table");
  await expect(deliveries.getByRole("row", { name: /access\.proven/ })).toContainText("Delivered");
  receiver.answer = 500;
  await page.getByTestId("test-webhook").click();
  const trial = deliveries.getByRole("row", { name: /webhook\.test/ });
  await expect(trial).toContainText("The receiver answered 500");
  receiver.answer = 204;
  await trial.getByRole("button", { name: "Send webhook.test again" }).click();
  await expect(trial).toContainText("Delivered");
  const tests = receiver.events(secret).filter(({ type }) => type === "webhook.test");
  expect(tests.length).toBeGreaterThanOrEqual(2);
  expect(new Set(tests.map(({ id }) => id)).size, "the same id at every try").toBe(1);
  expect(await barriers(page)).toEqual([]);
});

test("a receiver that is gone is not told any more", async ({ page, receiver }) => {
  await page.goto("/settings/webhooks");
  await page.getByTestId("add-webhook").click();
  await page.getByTestId("webhook-name").locator("input").fill("Old chat");
  await page.getByTestId("webhook-url").locator("input").fill(receiver.url);
  receiver.answer = 410;
  await page.getByTestId("form-modal-submit").click();
  await page.getByTestId("once-secret-close").click();
  await page.getByRole("link", { name: "Old chat" }).click();
  await expect(page.getByText("Stopped: answered 410").first()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByTestId("test-webhook")).toBeDisabled();
  await page.goto("/activity");
  await expect(page.getByText(/Stopped the webhook "Old chat"/)).toBeVisible();
  await page.goto("/settings/webhooks");
  await page.getByRole("link", { name: "Old chat" }).click();
  await page.getByTestId("remove-webhook").click();
  await page.getByTestId("confirm-modal-confirm").click();
  await expect(page.getByText("No webhooks")).toBeVisible();
});
