import type { Page } from "@playwright/test";
import { AwsConsole } from "../pages/aws-console.ts";
import { proven } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

/** What the page shows under a name, to be typed into the AWS console. */
const value = async (page: Page, name: string): Promise<string> =>
  (await page.getByTestId(`rollout-${name}`).locator(".lf-mono").innerText()).trim();

test("a payer's accounts are listed, and a StackSet made as the page says has every one of them registered and proven", async ({
  page,
  aws,
  api,
}) => {
  test.slow();
  await aws.hurry();
  const { payer, linked } = aws.world;
  await proven(api, aws, payer, "Harbour Holding");
  await api.call("POST", `/accounts/${payer}/confirm`);
  await page.goto(`/accounts/${payer}?tab=linked`);
  const table = page.getByTestId("linked-table");
  for (const id of linked) await expect(table).toContainText(id);
  await expect(table.getByText("Not activated")).toHaveCount(linked.length);
  await expect(page.getByTestId("coverage")).toContainText(`1 of ${linked.length + 1}`);

  await page.getByTestId("rollout").getByRole("button", { name: /Roll out by StackSet/ }).click();
  await page.getByTestId("action-plan").click();
  const opening = page.waitForEvent("popup");
  await page.getByRole("link", { name: /open the page that creates a StackSet/ }).click();
  const console = new AwsConsole(await opening);
  await console.signInTo(payer);
  const creating = console.page.url();
  await console.page.getByRole("link", { name: "All StackSets" }).click();
  await console.page.getByRole("button", { name: "Activate trusted access" }).click();
  await console.page.goto(creating);
  await console.page.getByLabel("Amazon S3 URL").fill(await value(page, "template"));
  await console.page.getByRole("button", { name: "Next" }).click();
  await console.page.getByLabel("StackSet name").fill("landfast-api-access");
  for (const name of ["ExternalId", "Principal", "RoleName"]) {
    await console.parameter(name).fill(await value(page, name));
  }
  await console.page.getByLabel("Active", { exact: true }).check();
  await console.page.getByLabel("Maximum concurrent accounts").fill("10");
  await console.acknowledge();
  await console.page.getByRole("button", { name: "Create StackSet" }).click();
  await expect(console.page.getByRole("heading", { level: 1 })).toContainText("landfast-api-access");

  await page.getByTestId("action-discover").click();
  await expect(page.getByTestId("coverage")).toContainText(`${linked.length + 1} of ${linked.length + 1}`, { timeout: 60_000 });
  await expect(table.getByText("Active", { exact: true })).toHaveCount(2 * (linked.length + 1));

  const [first = ""] = linked;
  const account = await api.account(first);
  expect(account).toMatchObject({ method: "stack_set", status: "active", kind: "linked", payer, payer_registered: true });
  await page.getByTestId("linked-search").getByRole("searchbox").fill(first);
  await expect(table.getByRole("row")).toHaveCount(2);
  const saving = page.waitForEvent("download");
  await page.getByTestId("linked-csv").click();
  expect((await saving).suggestedFilename()).toBe(`landfast-linked-${payer}.csv`);
});
