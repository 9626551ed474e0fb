import { AwsConsole } from "../pages/aws-console.ts";
import { barriers } from "../setup/barriers.ts";
import { checked } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

const MEMBER_ROLE = "OrganizationAccountAccessRole";

test("selected accounts are activated through a permit; what failed is retried, and the permit is proven gone", async ({ page, aws, api }) => {
  test.slow();
  await aws.hurry();
  const { payer, linked } = aws.world;
  const chosen = linked.slice(0, 4);
  const [, , , broken = ""] = chosen;
  await api.call("POST", "/accounts", {
    account_id: payer, name: "Harbour Holding", method: "console_stack", capabilities: ["billing", "activation"],
  });
  await aws.account(payer).createStack(await api.instructions(payer));
  await checked(api, payer, "passed");
  await api.call("POST", `/accounts/${payer}/confirm`);
  const read = async () => (await api.call<{ read_at: string | null }>("GET", `/accounts/${payer}/organization`)).read_at;
  await expect.poll(read).not.toBeNull();
  const trust = await aws.account(broken).trustPolicy(MEMBER_ROLE);
  const itself = JSON.parse(JSON.stringify(trust).replaceAll(payer, broken)) as typeof trust;
  await aws.account(broken).setTrustPolicy(MEMBER_ROLE, itself);

  await page.goto(`/accounts/${payer}?tab=linked`);
  const table = page.getByTestId("linked-table");
  await expect(page.getByTestId("activate-selected")).toBeDisabled();
  for (const id of chosen) {
    // By keyboard, as everything else here can be done.
    await table.getByRole("row").filter({ hasText: id }).getByRole("checkbox").focus();
    await page.keyboard.press("Space");
  }
  await expect(table.getByRole("heading", { level: 2 })).toContainText("(4/");
  await page.getByTestId("activate-selected").click();

  const permit = page.getByTestId("permit-state");
  await expect(permit).toHaveAttribute("data-state", "asked");
  expect.soft(await barriers(page), "an activation that waits for its permit").toEqual([]);
  const opening = page.waitForEvent("popup");
  await page.getByTestId("open-landfast-activation").click();
  const console = new AwsConsole(await opening);
  await console.launchIn(payer);
  const state = page.getByTestId("activation-state");
  await expect(state).toHaveAttribute("data-state", "done", { timeout: 90_000 });
  for (const id of chosen) {
    await expect(page.getByTestId(`activated-${id}`)).toHaveAttribute("data-state", id === broken ? "failed" : "done");
  }
  const failed = page.getByTestId("activated-table").getByRole("row").filter({ hasText: broken });
  await expect(failed).toContainText("Its role is missing, or does not trust the payer");
  await expect(failed).toContainText("Make the role in the account");
  expect.soft(await barriers(page), "an activation with an account that failed").toEqual([]);

  await aws.account(broken).setTrustPolicy(MEMBER_ROLE, trust);
  await page.getByTestId("activation-retry").click();
  await expect(page.getByTestId(`activated-${broken}`)).toHaveAttribute("data-state", "done", { timeout: 90_000 });
  await expect(state).toContainText("4 activated, 0 failed");
  for (const id of chosen) expect(await api.account(id)).toMatchObject({ method: "console_stack", status: "active", payer });

  await expect(permit).toHaveAttribute("data-state", "ending");
  await console.deleteStack();
  await page.getByTestId("permit-end").click();
  await expect(page.getByTestId("permission-gone")).toContainText("Permission proven gone", { timeout: 90_000 });
  await expect(permit).toHaveAttribute("data-state", "gone");
});
