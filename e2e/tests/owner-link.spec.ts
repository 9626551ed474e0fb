import type { Locator } from "@playwright/test";
import { goodTrust } from "../aws/trust-policy.ts";
import { linkId, OwnerLinks, OwnerPage } from "../pages/owner-page.ts";
import { linkFor } from "../setup/prepare.ts";
import { expect, OPERATOR, test } from "../setup/test.ts";

// The owner of one account, who has no sign-in, and the link that an operator gave them.

test.beforeEach(async ({ aws }) => aws.hurry());

test("an operator makes a link, and its holder goes through the AWS console to a proven role", async ({ page, aws, api, visit }) => {
  test.slow();
  const { standalone, payer } = aws.world;
  await api.register(standalone, "Bolt Labs");
  await api.register(payer, "Acme");
  const links = new OwnerLinks(page);
  await links.open(standalone);
  const link = await links.make(3);
  await expect(links.table).toContainText("Never");
  await page.goto(`/accounts/${standalone}`);

  const owner = new OwnerPage(await visit(null));
  await owner.open(link);
  await expect(owner.who).toContainText(OPERATOR.email);
  await expect(owner.who).toContainText("of the workspace Harbour");
  await expect(owner.who).toContainText(standalone);
  await expect(owner.who).toContainText("Bolt Labs");
  await expect(owner.grants).toContainText("Change itself");
  await expect(owner.page.getByRole("navigation")).toHaveCount(0);
  await expect(owner.page.getByText("Acme")).toHaveCount(0);

  const console = await owner.launch();
  await console.launchIn(standalone);
  await expect(owner.done).toContainText("You may close this page");
  await owner.access.becomes("passed");
  await owner.page.reload();
  await expect(owner.done).toBeVisible();

  // The operator's own page has turned too, by itself, and the log says whose doing it was.
  await expect(page.getByTestId("step-headline")).toHaveAttribute("data-state", "passed");
  await page.goto("/activity");
  await expect(page.getByText(`owner-link:${linkId(link)}`).first()).toBeVisible();
  await links.open(standalone);
  await expect(links.table).not.toContainText("Never");
});

test("a role of the owner's own is pasted by the link, and one of another account is not taken", async ({ aws, api, visit }) => {
  const { standalone, payer, server_role_arn } = aws.world;
  await api.call("POST", "/accounts", { account_id: standalone, name: "Bolt Labs", method: "role_arn" });
  const owner = new OwnerPage(await visit(null));
  await owner.open(await linkFor(api, standalone));
  await owner.useRole(`arn:aws:iam::${payer}:role/landfast/ours`);
  await expect(owner.page.getByText(`belongs to account ${payer}`)).toBeVisible();

  const { external_id_in_trust } = await api.instructions(standalone);
  const trust = goodTrust(server_role_arn, external_id_in_trust);
  const arn = await aws.account(standalone).createRole({ path: "/landfast/", name: "our-own" }, trust, ["iam:GetRole"]);
  await owner.useRole(arn);
  await owner.access.becomes("blocked");
  const code = "permission.organization.organizations:DescribeOrganization";
  await owner.access.tells(code, "permission_missing", /in a policy of our-own/);
});

test("a stack in the wrong account is told without naming an account that is none of the owner's", async ({ aws, api, visit }) => {
  test.slow();
  const { standalone, payer } = aws.world;
  await api.register(standalone, "Bolt Labs");
  await api.register(payer, "Acme");
  const owner = new OwnerPage(await visit(null));
  await owner.open(await linkFor(api, standalone));
  const console = await owner.launch();
  await console.launchIn(payer);
  await owner.access.checkNow.click();
  await owner.access.tells("assume_with_external_id", "wrong_account", new RegExp(`sign in to account ${standalone}`));
  await expect(owner.access.finding("assume_with_external_id")).toContainText("another account answered");
  await expect(owner.page.getByText("Acme")).toHaveCount(0);
  await expect(owner.page.getByText(payer)).toHaveCount(0);
});

test("revoked, cut off, foreign and of a removed account: one answer, with what to do next", async ({ page, aws, api, visit }) => {
  const { standalone, payer } = aws.world;
  await api.register(standalone, "Bolt Labs");
  await api.register(payer, "Acme");
  const [link, other] = [await linkFor(api, standalone), await linkFor(api, payer)];
  const owner = new OwnerPage(await visit(null));
  await owner.open(link);
  const links = new OwnerLinks(page);
  await links.open(standalone);
  await links.revoke(linkId(link));
  await expect(links.table).toContainText(`by ${OPERATOR.email}`);

  // The page that is still open notices by itself: it follows, and asks again.
  await expect(owner.ended).toContainText("Ask whoever sent it to you for a new one");
  await expect(owner.who).toHaveCount(0);
  const said = await owner.ended.innerText();
  const words = (text: string) => text.replace(/req_\w+/, "");

  await api.call("DELETE", `/accounts/${payer}`);
  for (const ended of [link, other, link.replace(/.{4}$/, "AAAA"), `${api.url}/owner#lfo_none`]) {
    const stranger = new OwnerPage(await visit(null));
    await stranger.page.goto(ended);
    await expect(stranger.ended).toBeVisible();
    expect(words(await stranger.ended.innerText())).toBe(words(said));
  }
  const stranger = await visit(null);
  await stranger.goto("/owner");
  await expect(stranger.getByTestId("owner-no-link")).toBeVisible();
});

test("a link opens nothing else of the server", async ({ server, aws, api, seed, visit }) => {
  const { standalone, payer } = aws.world;
  await api.register(standalone, "Bolt Labs");
  await server.api(seed.neighboursToken).register(payer, "Their Acme");
  const link = await linkFor(api, standalone);
  const holder = server.api(new URL(link).hash.slice(1));
  await expect(holder.call("GET", "/owner")).resolves.toMatchObject({ account_id: standalone, done: false });
  for (const path of [`/accounts/${standalone}`, "/accounts", "/activity", "/tokens", "/session"]) {
    await expect(holder.call("GET", path)).rejects.toThrow(/HTTP 401/);
  }
  // Neither does the browser of its holder: there is nobody signed in.
  const page = await visit(null);
  await page.goto(link);
  await expect(page.getByTestId("owner-who")).toBeVisible();
  await page.goto(`/accounts/${standalone}`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("by keyboard alone", async ({ aws, api, visit }) => {
  const { standalone } = aws.world;
  await api.register(standalone, "Bolt Labs");
  const owner = new OwnerPage(await visit(null));
  await owner.open(await linkFor(api, standalone));
  const { page } = owner;
  const reach = async (control: Locator): Promise<void> => {
    await expect(async () => {
      await page.keyboard.press("Tab");
      expect(await control.evaluate((element) => element === document.activeElement)).toBe(true);
    }).toPass({ intervals: [0] });
  };
  await reach(page.getByTestId("grant-billing").getByRole("button"));
  await page.keyboard.press("Enter");
  await expect(owner.grants.getByText("cur:DescribeReportDefinitions")).toBeVisible();
  await reach(owner.access.checkNow);
  await page.keyboard.press("Enter");
  await owner.access.becomes("waiting");
  await reach(page.getByTestId("open-create-stack"));
});
