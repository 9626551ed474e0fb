import type { Page } from "@playwright/test";
import { checked } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

interface Organization {
  read_at: string | null;
  units: { unit_id: string; name: string; depth: number; coverage: { wanted: number } }[];
}

/** Chooses an action of the run, and agrees. */
async function agree(page: Page, action: string): Promise<void> {
  await page.getByTestId(`action-${action}`).click();
  await page.getByTestId("confirm-modal-confirm").click();
}

test("Landfast rolls out itself: a canary first, whose failure is mended and retried, then the rest, until all is proven", async ({
  page,
  aws,
  api,
}) => {
  test.setTimeout(300_000);
  await aws.hurry();
  const { payer, linked } = aws.world;
  const register = { account_id: payer, name: "Harbour Holding", method: "console_stack", capabilities: ["billing", "activation"] };
  await api.call("POST", "/accounts", register);
  await aws.account(payer).createStack(await api.instructions(payer));
  await checked(api, payer, "passed");
  await api.call("POST", `/accounts/${payer}/confirm`);
  const organization = () => api.call<Organization>("GET", `/accounts/${payer}/organization`);
  await expect.poll(async () => (await organization()).read_at).not.toBeNull();
  const canary = (await organization()).units.filter(({ depth }) => depth > 0).find(({ coverage }) => coverage.wanted > 0);
  if (canary === undefined) throw new Error("No unit has an account.");
  const page1 = await api.call<{ items: { account_id: string }[] }>("GET", `/accounts/${payer}/linked?unit=${canary.unit_id}`);
  const broken = page1.items[0]?.account_id ?? "";
  await api.call("PUT", `/accounts/${payer}/rollout`, {});
  await aws.account(payer).activateStackSets();

  await page.goto(`/accounts/${payer}?tab=linked`);
  await page.getByTestId("rollout").getByRole("button", { name: /Roll out by StackSet/ }).click();
  await page.getByRole("tab", { name: "By Landfast" }).click();
  await expect(page.getByTestId("action-start")).toBeDisabled();
  await page.getByTestId("ask-run-permit").click();
  await expect(page.getByTestId("stack-landfast-activation-stack-set")).toBeVisible();
  const [permit] = (await api.call<{ items: { stack: StackToLaunch }[] }>("GET", `/accounts/${payer}/permits`)).items;
  if (permit === undefined) throw new Error("No permit was asked for.");
  await aws.account(payer).createStack(permit.stack);
  await page.getByTestId("permit-check").click();
  await expect(page.getByTestId("permit-state")).toHaveAttribute("data-state", "open", { timeout: 60_000 });

  await aws.failStacks([broken], "Role with name landfast already exists (Service: Iam, Status Code: 409, EntityAlreadyExists)");
  await page.getByTestId("action-start").click();
  await page.getByTestId("run-canary").getByRole("button").click();
  await page.getByRole("option", { name: canary.name }).first().click();
  await page.getByTestId("form-modal-submit").click();
  await expect(page.getByTestId("leg-2")).toHaveAttribute("data-state", "current", { timeout: 90_000 });
  await expect(page.getByTestId("run-waits")).toContainText("access to 1 of its accounts is missing");
  await expect(page.getByTestId("action-go_on")).toBeDisabled();
  await expect(page.getByTestId("stack-failed")).toContainText("1", { timeout: 60_000 });

  await aws.mendStacks();
  await agree(page, "retry");
  await expect(page.getByTestId("run-waits")).toContainText("Somebody has to say", { timeout: 120_000 });
  await agree(page, "go_on");
  await expect(page.getByTestId("run")).toHaveAttribute("data-state", "done", { timeout: 120_000 });
  await expect(page.getByTestId("coverage")).toContainText(`${linked.length + 1} of ${linked.length + 1}`, { timeout: 120_000 });
});

interface StackToLaunch {
  region: string;
  stack_name: string;
  template_url: string | null;
  parameters: { name: string; value: string; editable: boolean; about: string }[];
}
