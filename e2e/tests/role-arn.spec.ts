import { goodTrust } from "../aws/trust-policy.ts";
import { Wizard } from "../pages/wizard.ts";
import { proven } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

// A role of one's own, by its ARN.

/** What a check tries in a standalone account with the usual choices. */
const NEEDED = [
  "iam:GetRole",
  "iam:ListRolePolicies",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:GetPolicy",
  "iam:GetPolicyVersion",
  "iam:ListAccountAliases",
  "organizations:DescribeOrganization",
  "cur:DescribeReportDefinitions",
  "bcm-data-exports:ListExports",
  "cost-optimization-hub:ListEnrollmentStatuses",
  "s3:ListAllMyBuckets",
  "tag:GetResources",
  "tag:GetTagKeys",
];

test.beforeEach(async ({ aws }) => aws.hurry());

test("a handmade role is checked as strictly and kept once it is proven", async ({ page, aws, api }) => {
  const { standalone, server_role_arn } = aws.world;
  await api.register(standalone, "Bolt Labs");
  const { external_id_in_trust } = await api.instructions(standalone);
  const trust = goodTrust(server_role_arn, external_id_in_trust);
  const arn = await aws.account(standalone).createRole({ path: "/landfast/", name: "our-own" }, trust, NEEDED);

  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.openTab("A role of your own");
  await wizard.useRole(arn);
  await wizard.isProven();
  expect((await api.account(standalone)).role_arn).toBe(arn);
});

test("one without a permission is not kept", async ({ page, aws, api }) => {
  const { standalone, server_role_arn } = aws.world;
  await api.register(standalone, "Bolt Labs");
  const { external_id_in_trust } = await api.instructions(standalone);
  const trust = goodTrust(server_role_arn, external_id_in_trust);
  const arn = await aws.account(standalone).createRole({ path: "/landfast/", name: "our-own" }, trust, NEEDED.slice(0, 1));

  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.openTab("A role of your own");
  await wizard.useRole(arn);
  await wizard.access.becomes("blocked");
  const code = "permission.organization.organizations:DescribeOrganization";
  await wizard.access.tells(code, "permission_missing", /Allow organizations:DescribeOrganization in a policy of our-own/);
  expect((await api.account(standalone)).role_arn).toBeNull();
});

test("a role that Landfast's own policy does not reach is trouble on its side, and says what to do", async ({ page, aws, api }) => {
  const { standalone, server_role_arn } = aws.world;
  await api.register(standalone, "Bolt Labs");
  const { external_id_in_trust } = await api.instructions(standalone);
  const trust = goodTrust(server_role_arn, external_id_in_trust);
  const arn = await aws.account(standalone).createRole({ path: "/", name: "elsewhere" }, trust, NEEDED);

  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.openTab("A role of your own");
  await wizard.useRole(arn);
  await expect(wizard.access.headline).toContainText("Could not be checked just now");
  const finding = wizard.access.finding("assume_with_external_id");
  await expect(finding).toHaveAttribute("data-outcome", "unknown");
  await expect(finding.getByText(/identity-based policy/)).toBeVisible();
  expect((await api.account(standalone)).role_arn).toBeNull();
});

test("an ARN that cannot be right is refused at its field, and stays there to be mended", async ({ page, aws, api }) => {
  const { standalone, payer } = aws.world;
  await api.register(standalone, "Bolt Labs");
  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.openTab("A role of your own");
  for (const [arn, message] of [
    [`arn:aws:iam::${payer}:role/ours`, `belongs to account ${payer}`],
    [`arn:aws-cn:iam::${standalone}:role/ours`, "partition aws-cn"],
    [`arn:aws:iam::${standalone}:user/ours`, "no role ARN"],
    ["our-own", "no role ARN"],
  ] as const) {
    await wizard.useRole(arn);
    await expect(page.getByText(message)).toBeVisible();
    await expect(wizard.roleArn).toHaveValue(arn);
    await expect(wizard.roleArn).toHaveAttribute("aria-invalid", "true");
  }
  expect((await api.account(standalone)).role_arn).toBeNull();
});

test("a role that another workspace has proven is refused", async ({ page, aws, api, server, seed }) => {
  const { standalone } = aws.world;
  const theirs = await proven(server.api(seed.neighboursToken), aws, standalone, "Their Bolt Labs");
  await api.register(standalone, "Bolt Labs");

  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.openTab("A role of your own");
  await wizard.useRole(theirs.role_arn);
  await wizard.access.tells("role_unclaimed", "role_claimed", /Use the role that this registration's own stack makes/);
  await expect(wizard.access.finding("role_unclaimed")).not.toContainText("Their Bolt Labs");
  expect((await api.account(standalone)).role_arn).toBeNull();
});
