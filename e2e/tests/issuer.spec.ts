import { readFileSync } from "node:fs";
import type { TrustPolicy } from "../aws/trust-policy.ts";
import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { barriers } from "../setup/barriers.ts";
import { Landfast } from "../setup/landfast.ts";
import { expect, test } from "../setup/test.ts";

const ISSUER = "https://landfast.example.com";
const HOST = "landfast.example.com";

/** A server that has no AWS account, and an AWS that reads its documents as if from the internet. */
test.use({
  server: async ({ aws, seed }, use, info) => {
    await aws.reset();
    await aws.hurry();
    const server = await Landfast.startHomeless(aws.world, seed.copy(), ["--issuer", ISSUER]);
    await aws.fetchIssuer(ISSUER, server.url);
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.output });
  },
});

test("an account is registered and proven by a server without an AWS account", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await page.goto("/register");
  await expect(page.getByRole("radio", { name: /OIDC issuer/ })).toBeChecked();
  await wizard.next();
  await wizard.fill({ accountId: standalone, name: "Bolt Labs" });
  await wizard.submit();
  await expect(wizard.launchButton).toHaveAttribute("href", /#\/stacks\/create$/);

  const downloading = page.waitForEvent("download");
  await page.getByTestId("download-template").click();
  const template = readFileSync(await (await downloading).path(), "utf8");
  expect(template).toContain(`${HOST}:sub`);
  await aws.account(standalone).createStack(await api.instructions(standalone), template);
  await wizard.isProven();

  await wizard.next();
  await expect(wizard.kind).toHaveText("Standalone");
  await wizard.confirm();
  await expect(new AccountPage(page).status).toHaveText("Active");
});

test("a role that demands no audience is refused, and its mistake is named", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  await api.register(standalone, "Bolt Labs");
  const instructions = await api.instructions(standalone);
  const template = await (await fetch(`${api.url}${instructions.template_download ?? ""}`)).text();
  const account = aws.account(standalone);
  await account.createStack(instructions, template);
  const role = instructions.role_arn.split("/").pop() ?? "";
  const trust = await account.trustPolicy(role);
  await account.setTrustPolicy(role, without(trust, `${HOST}:aud`));
  const wizard = new Wizard(page);
  await wizard.resume(standalone);
  await wizard.access.becomes("blocked");
  const { report } = await api.step(standalone);
  const found = report?.checks.find(({ code }) => code === "refuse_other_principals");
  expect(found).toMatchObject({ outcome: "not_met", mistake: "audience_unchecked" });
});

test("the settings show the issuer, and a rotation publishes the next key", async ({ page, server }) => {
  await page.goto("/settings/issuer");
  await expect(page.getByTestId("issuer")).toContainText(ISSUER);
  await page.getByTestId("rotate-issuer").click();
  await page.getByTestId("confirm-modal").getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByTestId("issuer-keys").getByRole("row")).toHaveCount(3);
  const jwks = (await (await fetch(`${server.url}/jwks.json`)).json()) as { keys: object[] };
  expect(jwks.keys).toHaveLength(2);
  expect(await barriers(page)).toEqual([]);
});

function without(trust: TrustPolicy, key: string): TrustPolicy {
  const text = JSON.stringify(trust, (name, value: unknown) => (name === key ? undefined : value));
  return JSON.parse(text) as TrustPolicy;
}
