import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { proven, roleName } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

// Mistakes that people make around the stack. Each is made in the AWS console, where people make them.

const ASSUME = "assume_with_external_id";

test.beforeEach(async ({ aws }) => aws.hurry());

test("launched in another account of the workspace: it is named", async ({ page, aws, api }) => {
  const { standalone, linked: [other = ""] } = aws.world;
  await api.register(other, "Acme Production");
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone, name: "Bolt Labs" });
  const console = await wizard.launch();
  await console.launchIn(other);

  await wizard.access.checkNow.click();
  await wizard.access.tells(ASSUME, "wrong_account", new RegExp(`Delete the stack in account ${other}, sign in to account ${standalone}`));
  await expect(wizard.access.finding(ASSUME)).toContainText("Acme Production");
  expect((await api.account(standalone)).role_arn).toBeNull();
});

test("launched in an account that nobody registered: it is among the reasons", async ({ page, aws }) => {
  const { standalone, stranger } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone });
  const console = await wizard.launch();
  await console.launchIn(stranger);

  await wizard.access.checkNow.click();
  await wizard.access.tells(ASSUME, "not_answering", /the first that fits/);
  await expect(wizard.access.cause(ASSUME, "wrong_account")).toContainText("The stack was launched in another account");
});

test("without the acknowledgement AWS refuses, the page goes on waiting, and the second try is proven", async ({ page, aws }) => {
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone });
  await expect(page.getByText("tick “I acknowledge that AWS CloudFormation might create IAM resources")).toBeVisible();
  const console = await wizard.launch();
  await console.signInTo(standalone);
  await console.create();
  await expect(console.error).toContainText("InsufficientCapabilities");
  await wizard.access.becomes("waiting");

  await console.acknowledge();
  await console.create();
  await expect(console.stackStatus).toHaveText("CREATE_COMPLETE");
  await wizard.isProven();
});

test("in another region: the finding names both, and changing the home region is one of its cures", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone });
  const console = await wizard.launch();
  await console.signInTo(standalone);
  await console.moveToRegion("eu-west-1");
  await console.acknowledge();
  await console.create();
  await expect(console.stackStatus).toHaveText("CREATE_COMPLETE");

  await wizard.access.becomes("blocked");
  await wizard.access.tells("stack_region", "other_region", /home region to eu-west-1/);
  expect((await api.account(standalone)).role_arn).toBeNull();

  await wizard.page.getByRole("button", { name: "Previous" }).click();
  await wizard.region.fill("eu-west-1");
  await wizard.region.press("Escape");
  await wizard.next();
  await wizard.isProven();
});

test("ExternalId edited: a reason with its cure, and the cure works", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone });
  const { parameters } = await api.instructions(standalone);
  const right = parameters.find(({ name }) => name === "ExternalId")?.value ?? "";
  await expect(wizard.parameter("ExternalId")).toContainText(right);
  const console = await wizard.launch();
  await console.signInTo(standalone);
  await console.parameter("ExternalId").fill(`lf-${"a".repeat(26)}`);
  await console.acknowledge();
  await console.create();
  await expect(console.stackStatus).toHaveText("CREATE_COMPLETE");

  await wizard.access.checkNow.click();
  await wizard.access.tells(ASSUME, "not_answering", /the first that fits/);
  await expect(wizard.access.cause(ASSUME, "external_id_edited")).toContainText("The parameter ExternalId was changed");
  expect((await api.account(standalone)).role_arn).toBeNull();

  await console.changeParameter("ExternalId", right);
  await wizard.access.checkNow.click();
  await wizard.isProven();
});

test("Principal edited: a reason that says what it must be", async ({ page, aws, api }) => {
  const { standalone, stranger, server_role_arn } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone });
  const console = await wizard.launch();
  await console.signInTo(standalone);
  await console.parameter("Principal").fill(`arn:aws:iam::${stranger}:role/somebody`);
  await console.acknowledge();
  await console.create();
  await expect(console.stackStatus).toHaveText("CREATE_COMPLETE");

  await wizard.access.checkNow.click();
  await wizard.access.tells(ASSUME, "not_answering", /the first that fits/);
  const cause = wizard.access.cause(ASSUME, "principal_edited");
  await cause.getByRole("button").click();
  await expect(cause).toContainText(`must be ${server_role_arn}`);
  expect((await api.account(standalone)).role_arn).toBeNull();
});

test("the stack was never launched: that is the first reason", async ({ page, aws }) => {
  const wizard = new Wizard(page);
  await wizard.register({ accountId: aws.world.standalone });
  await wizard.access.checkNow.click();
  await wizard.access.tells(ASSUME, "not_answering", /the first that fits/);
  await expect(wizard.access.finding(ASSUME).getByTestId("finding-causes").locator("li").first()).toHaveAttribute(
    "data-mistake",
    "stack_missing",
  );
});

test("the role deleted after it was proven: drift, with the reason among the causes", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const instructions = await proven(api, aws, standalone, "Bolt Labs");
  const account = new AccountPage(page);
  await account.open(standalone);
  await account.access.becomes("passed");

  await aws.account(standalone).deleteRole(roleName(instructions));
  await account.checkNow.click();
  await account.access.becomes("drifted");
  await account.access.tells(ASSUME, "not_answering", /the first that fits/);
  await expect(account.access.cause(ASSUME, "role_deleted")).toContainText("The role was deleted or renamed");
  await expect(account.status).toHaveText("Needs attention");
});
