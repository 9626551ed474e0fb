import type { Locator, Page } from "@playwright/test";
import { SimulatedAws } from "../aws/simulated-aws.ts";
import { AwsConsole } from "../pages/aws-console.ts";
import { OwnerPage } from "../pages/owner-page.ts";
import { StepView } from "../pages/step-view.ts";
import { Wizard } from "../pages/wizard.ts";
import type { Api } from "../setup/api.ts";
import { expect, test as base } from "../setup/test.ts";

const LINKED = 40;
const SELECTED = 7;
const MEMBER_ROLE = "OrganizationAccountAccessRole";

/** An AWS whose organization has forty linked accounts. */
const test = base.extend<object, { aws: SimulatedAws }>({
  aws: [
    async ({}, use) => {
      const aws = await SimulatedAws.start(["--linked", String(LINKED)]);
      await use(aws);
      await aws.stop();
    },
    { scope: "worker" },
  ],
});

interface Told {
  region: string;
  stack_name: string;
  template_url: string | null;
  parameters: { name: string; value: string }[];
}

test("a payer with forty linked accounts, from nothing to 100 %: selected, by StackSet and by an owner's link", async ({
  page,
  aws,
  api,
  visit,
}) => {
  test.setTimeout(600_000);
  await aws.hurry();
  const { payer, linked } = aws.world;
  expect(linked).toHaveLength(LINKED);
  // Each way has accounts that fail, each for another reason.
  const [selected, byStackSet, byOwner] = [linked.slice(0, SELECTED), linked.slice(SELECTED, -1), linked.at(-1) ?? ""];
  const [roleFails = ""] = selected;
  const [stackFails = ""] = byStackSet;

  await register(page, payer);
  const tab = `/accounts/${payer}?tab=linked`;
  await page.goto(tab);
  const coverage = page.getByTestId("coverage");
  await expect(coverage).toContainText(`1 of ${LINKED + 1}`, { timeout: 60_000 });

  await activateSelected(page, aws, payer, selected, roleFails);
  await page.goto(tab);
  await expect(coverage).toContainText(`${SELECTED + 1} of ${LINKED + 1}`, { timeout: 60_000 });

  await aws.account(payer).activateStackSets();
  await rollOut(page, aws, api, payer, byStackSet, stackFails);
  await expect(coverage).toContainText(`${LINKED} of ${LINKED + 1}`, { timeout: 180_000 });

  const owner = new OwnerPage(await visit(null));
  await sendLink(page, owner, byOwner);
  await page.goto(`/accounts/${byOwner}/register?step=confirm`);
  await new Wizard(page).confirm();
  await expect(page.getByTestId("account-status")).toHaveText("Active");
  await page.goto(tab);
  await expect(coverage).toContainText(`${LINKED + 1} of ${LINKED + 1}`, { timeout: 60_000 });
  await expect(coverage).toContainText("100%");

  await page.goto(`/accounts/${payer}`);
  const step = new StepView(page, "linked-accounts");
  await step.checkNow.click();
  await step.becomes("passed");
  const ways = await Promise.all([roleFails, stackFails, byOwner].map((id) => api.account(id)));
  expect(ways.map(({ status, method }) => `${status} by ${method}`)).toEqual([
    "active by console_stack",
    "active by stack_set",
    "active by console_stack",
  ]);
});

/** The payer, in the wizard, so that Landfast may look at its StackSets. */
async function register(page: Page, payer: string): Promise<void> {
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.fill({ accountId: payer, name: "Harbour Holding" });
  await page.getByTestId("choice-activation").getByRole("checkbox").check();
  await wizard.submit();
  const console = await wizard.launch();
  await console.launchIn(payer);
  await wizard.isProven();
  await wizard.next();
  await wizard.confirm();
}

/** Through a permit, from the table: the role of one account does not trust the payer, is mended, and the account is retried. */
async function activateSelected(page: Page, aws: SimulatedAws, payer: string, accounts: string[], broken: string): Promise<void> {
  const trust = await aws.account(broken).trustPolicy(MEMBER_ROLE);
  const itself = JSON.parse(JSON.stringify(trust).replaceAll(payer, broken)) as typeof trust;
  await aws.account(broken).setTrustPolicy(MEMBER_ROLE, itself);
  for (const id of accounts) {
    await page.getByTestId("linked-table").getByRole("row").filter({ hasText: id }).getByRole("checkbox").check();
  }
  await page.getByTestId("activate-selected").click();
  const opening = page.waitForEvent("popup");
  await page.getByTestId("open-landfast-activation").click();
  const console = new AwsConsole(await opening);
  await console.launchIn(payer);
  const state = page.getByTestId("activation-state");
  await expect(state).toHaveAttribute("data-state", "done", { timeout: 120_000 });
  await expect(state).toContainText(`${accounts.length - 1} activated, 1 failed`);
  await expect(page.getByTestId("activated-table").getByRole("row").filter({ hasText: broken })).toContainText("does not trust the payer");
  await aws.account(broken).setTrustPolicy(MEMBER_ROLE, trust);
  await page.getByTestId("activation-retry").click();
  await expect(state).toContainText(`${accounts.length} activated, 0 failed`, { timeout: 60_000 });
  await console.deleteStack();
  await page.getByTestId("permit-end").click();
  await expect(page.getByTestId("permission-gone")).toContainText("Permission proven gone", { timeout: 90_000 });
}

/** By StackSet, run by Landfast through a permit: one account fails, is mended, and is retried. */
async function rollOut(page: Page, aws: SimulatedAws, api: Api, payer: string, accounts: string[], broken: string): Promise<void> {
  await api.call("PUT", `/accounts/${payer}/rollout`, {});
  await page.reload();
  await page.getByTestId("rollout").getByRole("button", { name: /Roll out by StackSet/ }).click();
  await page.getByRole("tab", { name: "By Landfast" }).click();
  await page.getByTestId("ask-run-permit").click();
  await expect(page.getByTestId("stack-landfast-activation-stack-set")).toBeVisible();
  const { items } = await api.call<{ items: { stack: Told }[] }>("GET", `/accounts/${payer}/permits`);
  const [permit] = items;
  if (permit === undefined) throw new Error("No permit was asked for.");
  await aws.account(payer).createStack(permit.stack);
  await page.getByTestId("permit-check").click();
  await expect(page.getByTestId("permit-state")).toHaveAttribute("data-state", "open", { timeout: 60_000 });

  await aws.failStacks([broken], "Role with name landfast already exists (Service: Iam, Status Code: 409, EntityAlreadyExists)");
  await page.getByTestId("action-start").click();
  await page.getByTestId("run-accounts").locator("textarea").fill(accounts.join(", "));
  await page.getByTestId("form-modal-submit").click();
  await expect(page.getByTestId("run")).toHaveAttribute("data-state", "done", { timeout: 240_000 });
  await expect(page.getByTestId("stack-failed")).toContainText("1", { timeout: 60_000 });
  await expect(await findAccount(page, broken)).toContainText("already");
  await aws.mendStacks();
  await page.getByTestId("action-retry").click();
  await page.getByTestId("confirm-modal-confirm").click();
}

/** The one row of an account that was searched for. */
async function findAccount(page: Page, id: string): Promise<Locator> {
  await page.getByTestId("linked-search").getByRole("searchbox").fill(id);
  const rows = page.getByTestId("linked-table").getByRole("row");
  await expect(rows).toHaveCount(2);
  return rows.nth(1);
}

/** By its owner, who edits the external id at first, and mends it as the page says. */
async function sendLink(page: Page, owner: OwnerPage, id: string): Promise<void> {
  const row = await findAccount(page, id);
  await row.getByTestId(`link-for-${id}`).click();
  await page.getByTestId("form-modal-submit").click();
  const link = await page.getByTestId("once-secret-value").getByText("/owner#").innerText();
  await page.getByTestId("once-secret-close").click();
  await owner.open(link);
  const console = await owner.launch();
  await console.signInTo(id);
  const right = await console.parameter("ExternalId").inputValue();
  await console.parameter("ExternalId").fill(`lf-${"a".repeat(26)}`);
  await console.acknowledge();
  await console.create();
  await expect(console.stackStatus).toHaveText("CREATE_COMPLETE");
  await owner.access.checkNow.click();
  await owner.access.becomes("blocked");
  await console.changeParameter("ExternalId", right);
  await owner.access.checkNow.click();
  await owner.access.becomes("passed");
}
