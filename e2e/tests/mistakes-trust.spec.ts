import {
  demandAnyExternalId,
  demandNoExternalId,
  makeExternalIdOptional,
  type TrustPolicy,
  trustEverybody,
  trustSomebodyElseToo,
} from "../aws/trust-policy.ts";
import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { deployed, proven, roleName } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

// Trust policies that people edit by hand until "it works". All of these answer to Landfast, and none may be kept.

interface Mistake {
  title: string;
  edit: (trust: TrustPolicy) => void;
  code: string;
  mistake: string;
  cure: RegExp;
}

const MISTAKES: readonly Mistake[] = [
  {
    title: "trusts everybody",
    edit: trustEverybody,
    code: "refuse_other_principals",
    mistake: "trusts_everybody",
    cure: /name Landfast's account with a condition ArnEquals on aws:PrincipalArn, and nobody else/,
  },
  {
    title: "takes any external id, by StringLike *",
    edit: demandAnyExternalId,
    code: "refuse_wrong_external_id",
    mistake: "external_id_wildcard",
    cure: /Use StringEquals with the one value shown on this page/,
  },
  {
    title: "takes no external id too, by StringEqualsIfExists",
    edit: makeExternalIdOptional,
    code: "refuse_without_external_id",
    mistake: "external_id_optional",
    cure: /Use StringEquals, not StringEqualsIfExists/,
  },
  {
    title: "demands no external id at all",
    edit: demandNoExternalId,
    code: "refuse_without_external_id",
    mistake: "external_id_unconditional",
    cure: /Add the condition StringEquals on sts:ExternalId/,
  },
  {
    title: "trusts somebody else too",
    edit: trustSomebodyElseToo("arn:aws:iam::666677778888:root"),
    code: "refuse_other_principals",
    mistake: "other_principals",
    cure: /and nobody else/,
  },
];

test.beforeEach(async ({ aws }) => aws.hurry());

for (const { title, edit, code, mistake, cure } of MISTAKES) {
  test(`a role that ${title} is refused and not kept`, async ({ page, aws, api }) => {
    const { standalone } = aws.world;
    const role = roleName(await deployed(api, aws, standalone, "Bolt Labs"));
    const account = aws.account(standalone);
    const trust = await account.trustPolicy(role);
    const right = structuredClone(trust);
    edit(trust);
    await account.setTrustPolicy(role, trust);

    const wizard = new Wizard(page);
    await wizard.resume(standalone);
    await wizard.access.becomes("blocked");
    await wizard.access.tells(code, mistake, cure);
    await expect(wizard.access.finding(code)).toContainText("Until then the role is refused and not kept.");
    expect((await api.account(standalone)).role_arn).toBeNull();

    await account.setTrustPolicy(role, right);
    await wizard.access.checkNow.click();
    await wizard.isProven();
  });
}

test("a role that was opened after it was proven drifts", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const role = roleName(await proven(api, aws, standalone, "Bolt Labs"));
  const owner = aws.account(standalone);
  const trust = await owner.trustPolicy(role);
  demandNoExternalId(trust);
  await owner.setTrustPolicy(role, trust);

  const account = new AccountPage(page);
  await account.open(standalone);
  await account.checkNow.click();
  await account.access.becomes("drifted");
  await account.access.tells("refuse_wrong_external_id", "external_id_unconditional", /Add the condition/);
  await expect(account.status).toHaveText("Needs attention");
  await page.goto("/activity");
  await expect(page.getByText(/^Did not accept .*: external_id_unconditional\.$/)).toBeVisible();
});

test("a permission that was taken away is named", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const role = roleName(await deployed(api, aws, standalone, "Bolt Labs"));
  await aws.account(standalone).deletePolicy(role, "landfast-organization");

  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.access.becomes("blocked");
  const code = "permission.organization.organizations:DescribeOrganization";
  await wizard.access.tells(code, "permission_missing", /Update the stack with the current template/);
  expect((await api.account(standalone)).role_arn).toBeNull();
});
