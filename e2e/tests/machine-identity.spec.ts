import { AccountPage } from "../pages/account-page.ts";
import { Wizard } from "../pages/wizard.ts";
import { Landfast } from "../setup/landfast.ts";
import { WORKSPACE } from "../setup/seed.ts";
import { expect, test } from "../setup/test.ts";

test.describe("on a server whose settings name the workspace", () => {
  test.use({
    server: async ({ aws, seed }, use) => {
      await aws.reset();
      const server = await Landfast.start(aws.world, seed.copy(), ["--machine-identity-for", WORKSPACE]);
      await server.published();
      await use(server);
      await server.stop();
    },
  });

  test("the account that Landfast runs in is registered as the server itself, once its role has the policy", async ({
    page,
    aws,
    api,
  }) => {
    await aws.hurry();
    const [, home = "", role = ""] = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(aws.world.server_role_arn) ?? [];
    const wizard = new Wizard(page);
    await page.goto("/register");
    await page.getByRole("radio", { name: /As the server itself/ }).check();
    await wizard.next();
    await wizard.fill({ accountId: home, name: "Home" });
    await wizard.submit();
    const policy = await page.getByTestId("server-policy").locator("pre").innerText();
    await wizard.access.checkNow.click();
    await wizard.access.becomes("blocked");

    await aws.account(home).allow(role, policy);
    await wizard.access.checkNow.click();
    await wizard.isProven();
    await wizard.next();
    await wizard.confirm();
    await expect(new AccountPage(page).status).toHaveText("Active");
    expect(await api.account(home)).toMatchObject({ status: "active", role_arn: null, method: "machine_identity" });
  });
});

test("a workspace that the server's settings do not name is not offered it", async ({ page, api }) => {
  await page.goto("/register");
  await expect(page.getByRole("radio", { name: /AWS console/ })).toBeVisible();
  await expect(page.getByRole("radio", { name: /As the server itself/ })).toHaveCount(0);
  const draft = { account_id: "012345678901", method: "machine_identity" };
  await expect(api.call("POST", "/accounts", draft)).rejects.toThrow(/method_disabled/);
});
