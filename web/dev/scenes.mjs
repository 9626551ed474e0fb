/** What `look.mjs` looks at: how the fake begins, and the way to the picture. */
const id = (page, name) => page.getByTestId(name);
/** Cloudscape puts the test id on the outside of its fields. */
const input = (page, name) => id(page, name).locator("input");
const next = (page, name) => page.getByRole("button", { name, exact: true }).click();
const open = (path, until) => async (page) => {
  await page.goto(path);
  await page.getByTestId(until).first().waitFor();
};

async function details(page, account = "4321-0987-6543", name = "Lighthouse") {
  await page.goto("/register");
  await next(page, "Next");
  await input(page, "register-account-id").fill(account);
  await input(page, "register-name").fill(name);
}
async function access(page, account) {
  await details(page, account);
  await next(page, "Register account");
  await id(page, "open-create-stack").waitFor();
}
const deploy = (page, account_id, aws = "good") => page.request.post("/dev/aws", { data: { account_id, aws } });
const state = (page, name) => page.locator(`[data-testid=step-headline][data-state=${name}]`).waitFor({ timeout: 30_000 });

export const scenes = {
  "sign-in": { reset: { signed_in: false }, run: open("/accounts", "sign-in-submit") },
  "sign-in-wrong": {
    reset: { signed_in: false },
    run: async (page) => {
      await page.goto("/sign-in");
      await input(page, "sign-in-email").fill("ada@harbour.example");
      await input(page, "sign-in-password").fill("wrong");
      await id(page, "sign-in-submit").click();
      await id(page, "problem").waitFor();
    },
  },
  "sign-in-too-often": {
    reset: { signed_in: false },
    run: async (page) => {
      await page.goto("/sign-in");
      await input(page, "sign-in-email").fill("ada@harbour.example");
      for (let i = 0; i < 6; i += 1) {
        await input(page, "sign-in-password").fill(`wrong ${i}`);
        const answered = page.waitForResponse("**/api/v1/session");
        await id(page, "sign-in-submit").click();
        await answered;
      }
      await id(page, "countdown").waitFor();
    },
  },
  invited: { reset: { signed_in: false }, run: open("/setup#lfl_abc", "setup-submit") },
  setup: { reset: { signed_in: false, needed: true }, run: open("/setup#lfl_abc", "setup-submit") },
  accounts: { run: open("/accounts", "account-row-012345678901") },
  "accounts-empty": { reset: { accounts: "empty" }, run: open("/accounts", "register-first") },
  "accounts-many": { reset: { accounts: "many" }, fullPage: false, run: open("/accounts", "account-row-012345678901") },
  "accounts-error": {
    run: async (page) => {
      await page.route("**/api/v1/accounts?*", (route) => route.fulfill({ status: 404, contentType: "application/problem+json", body: JSON.stringify({ code: "forbidden", title: "You may not see the accounts.", detail: "Your role in this workspace was taken away.", fields: [], hints: ["Ask an operator."], request_id: "req-1", help: "/help/forbidden" }) }));
      await page.goto("/accounts");
      await id(page, "problem").waitFor();
    },
  },
  "wizard-1": { run: open("/register", "register-method") },
  "wizard-2": { run: (page) => details(page) },
  "wizard-2-duplicate": {
    run: async (page) => {
      await details(page, "012345678901");
      await next(page, "Register account");
      await id(page, "register-error").waitFor();
    },
  },
  "wizard-2-invalid": {
    run: async (page) => {
      await details(page, "12345");
      await next(page, "Register account");
      await page.getByText("Expected 12 digits").first().waitFor();
    },
  },
  "wizard-3": {
    run: async (page) => {
      await access(page, "432109876543");
      await state(page, "waiting");
    },
  },
  "wizard-3-cli": {
    run: async (page) => {
      await access(page, "432109876543");
      await page.getByRole("tab", { name: "Command line" }).click();
    },
  },
  "wizard-3-role": {
    run: async (page) => {
      await access(page, "432109876543");
      await page.getByRole("tab", { name: "A role of your own" }).click();
      await input(page, "role-arn").fill("arn:aws:iam::111111111111:role/mine");
      await id(page, "action-set_role").click();
      await page.getByText("The role is in account").waitFor();
    },
  },
  "wizard-3-blocked": {
    run: async (page) => {
      await access(page, "432109876543");
      await deploy(page, "432109876543", "wildcard");
      await state(page, "blocked");
    },
  },
  "wizard-3-missing": {
    run: async (page) => {
      await access(page, "432109876543");
      await id(page, "action-check").click();
      await state(page, "blocked");
    },
  },
  "wizard-3-held": {
    run: async (page) => {
      await access(page, "432109876543");
      await next(page, "Next");
      await id(page, "register-blockers").waitFor();
    },
  },
  "wizard-3-passed": {
    run: async (page) => {
      await access(page, "432109876541");
      await deploy(page, "432109876541");
      await id(page, "access-proven").waitFor({ timeout: 30_000 });
    },
  },
  "wizard-4": {
    run: async (page) => {
      await access(page, "432109876541");
      await deploy(page, "432109876541");
      await id(page, "access-proven").waitFor({ timeout: 30_000 });
      await next(page, "Next");
      await id(page, "next-step-billing-export").waitFor();
    },
  },
  "wizard-done": {
    run: async (page) => {
      await access(page, "432109876543");
      await deploy(page, "432109876543");
      await id(page, "access-proven").waitFor({ timeout: 30_000 });
      await next(page, "Next");
      await next(page, "Confirm and finish");
      await page.getByText("is registered").first().waitFor();
    },
  },
  "account-payer": { run: open("/accounts/012345678901", "step-billing-export") },
  "account-drifted": { run: open("/accounts/210000000022", "findings") },
  "account-update": { run: open("/accounts/210000000042", "step-headline") },
  "account-access": { run: open("/accounts/210000000052?tab=access", "external-id-now") },
  "account-choices": {
    run: async (page) => {
      await page.goto("/accounts/210000000052?tab=access");
      await id(page, "change-access").click();
      await id(page, "choice-billing").waitFor();
    },
  },
  "account-rotation": {
    run: async (page) => {
      await page.goto("/accounts/210000000012?tab=access");
      await id(page, "action-rotate").click();
      await id(page, "confirm-modal-confirm").click();
      await id(page, "rotation-check").click();
      await page.locator("[data-answers-to=old]").waitFor();
    },
  },
  "account-terraform": {
    run: async (page) => {
      await page.goto("/accounts/210000000052");
      await page.getByRole("button", { name: "Instructions" }).click();
      await id(page, "command-terraform").first().waitFor();
    },
  },
  "account-keys": {
    run: async (page) => {
      await page.request.put("/api/v1/settings/methods", { data: { access_keys: true } });
      await page.goto("/accounts/210000000062");
      await page.getByRole("button", { name: "Instructions" }).click();
      await page.getByRole("button", { name: "Rotate the key" }).click();
      await page.locator("[data-stage=wait]").waitFor();
    },
  },
  "account-keys-off": {
    run: async (page) => {
      await page.goto("/accounts/012345678901");
      await page.getByRole("button", { name: "Instructions" }).click();
      await page.getByRole("tab", { name: "Access keys" }).click();
      await id(page, "keys-off").waitFor();
    },
  },
  "account-method": {
    fullPage: false,
    run: async (page) => {
      await page.goto("/accounts/210000000052?tab=access");
      await id(page, "change-method").click();
      await id(page, "method-tiles").waitFor();
    },
  },
  "account-reader": { reset: { role: "reader" }, run: open("/accounts/012345678901", "step-billing-export") },
  "account-long": { reset: { accounts: "long" }, run: open("/accounts/600000000022", "step-headline") },
  "accounts-long": { reset: { accounts: "long" }, run: open("/accounts", "account-row-600000000012") },
  "account-offline": {
    run: async (page) => {
      await page.goto("/accounts/012345678901");
      await id(page, "step-headline").first().waitFor();
      await page.route("**/api/v1/**", (route) => route.abort());
      await id(page, "account-check").click();
      await id(page, "problem").first().waitFor();
    },
  },
  "account-history": { run: open("/accounts/012345678901?tab=history", "checks-table") },
  "account-gone": { run: open("/accounts/000000000000", "problem") },
  "account-remove": {
    fullPage: false,
    run: async (page) => {
      await page.goto("/accounts/012345678901");
      await id(page, "account-remove").click();
      await id(page, "confirm-modal").waitFor();
    },
  },
  commitments: { run: open("/commitments", "commitment-cmt_edp") },
  "commitments-empty": { reset: { accounts: "empty" }, run: open("/commitments", "commitments-none") },
  "commitments-long": { reset: { accounts: "long" }, run: open("/commitments", "commitment-cmt_long") },
  "commitments-reader": { reset: { role: "reader" }, run: open("/commitments", "commitment-cmt_edp") },
  commitment: { run: open("/commitments/cmt_edp", "burn-down") },
  "commitment-past": { run: open("/commitments/cmt_edp?year=1", "burn-down") },
  "commitment-upcoming": { run: open("/commitments/cmt_edp?year=3", "burn-down") },
  "commitment-behind": { run: open("/commitments/cmt_behind", "burn-down") },
  "commitment-met": { run: open("/commitments/cmt_met", "burn-down") },
  "commitment-long": { reset: { accounts: "long" }, run: open("/commitments/cmt_long", "burn-down") },
  "commitment-young": { reset: { accounts: "long" }, run: open("/commitments/cmt_young", "burn-down") },
  "commitment-no-bills": { reset: { accounts: "long" }, run: open("/commitments/cmt_empty", "burn-down") },
  "commitment-day": {
    fullPage: false,
    run: async (page) => {
      await page.goto("/commitments/cmt_behind");
      await page.getByRole("slider").focus();
      await page.keyboard.press("PageDown");
      await page.keyboard.press("PageDown");
      await id(page, "burn-down-day").waitFor();
    },
  },
  "commitment-rules": {
    run: async (page) => {
      await page.goto("/commitments/cmt_edp");
      await page.getByRole("button", { name: "Contract and rules" }).click();
      await id(page, "rule-basis").waitFor();
    },
  },
  "commitment-gone": { run: open("/commitments/nothing", "problem") },
  "commitment-new": { run: open("/commitments/new", "commitment-form") },
  "commitment-edit": { run: open("/commitments/cmt_behind/edit", "commitment-form") },
  "commitment-refused": {
    run: async (page) => {
      await page.goto("/commitments/cmt_edp/edit");
      await input(page, "commitment-year-2").fill("five million");
      await id(page, "save-commitment").click();
      await page.getByText("Expected an amount above zero").first().waitFor();
    },
  },
  "commitment-offline": {
    run: async (page) => {
      await page.goto("/commitments/cmt_edp/edit");
      await id(page, "commitment-form").waitFor();
      await page.route("**/api/v1/**", (route) => route.abort());
      await id(page, "save-commitment").click();
      await id(page, "problem").first().waitFor();
    },
  },
  "commitment-remove": {
    fullPage: false,
    run: async (page) => {
      await page.goto("/commitments/cmt_edp");
      await id(page, "remove-commitment").click();
      await id(page, "confirm-modal").waitFor();
    },
  },
  costs: { run: open("/costs", "cost-table-USD") },
  activity: { run: open("/activity", "verification") },
  identity: { run: open("/settings/identity", "identity") },
  methods: { run: open("/settings/methods", "switch-access_keys") },
  permissions: { run: open("/settings/permissions", "cannot") },
  users: { run: open("/settings/users", "role-of-ada@harbour.example") },
  "users-reader": { reset: { role: "reader" }, run: open("/settings/users", "role-of-ada@harbour.example") },
  "register-reader": { reset: { role: "reader" }, run: open("/register", "register-not-allowed") },
  workspaces: { run: open("/settings/workspaces", "enter-Playground") },
  "workspace-taken": {
    fullPage: false,
    run: async (page) => {
      await page.goto("/settings/workspaces");
      await id(page, "create-workspace").click();
      await input(page, "workspace-name").fill("playground");
      await id(page, "form-modal-submit").click();
      await page.getByText("is there already").first().waitFor();
    },
  },
  "workspace-menu": {
    fullPage: false,
    run: async (page) => {
      await page.goto("/accounts");
      await page.getByRole("button", { name: /Harbour/ }).first().click();
      await page.getByText("All workspaces, create one").waitFor();
    },
  },
  tokens: { run: open("/settings/tokens", "revoke-nightly report") },
  "token-once": {
    fullPage: false,
    run: async (page) => {
      await page.goto("/settings/tokens");
      await id(page, "create-token").click();
      await input(page, "token-name").fill("deploy");
      await id(page, "form-modal-submit").click();
      await id(page, "once-secret-value").waitFor();
    },
  },
  work: { run: open("/settings/work", "retry-wrk_1") },
  "not-found": { run: async (page) => {
    await page.goto("/nowhere");
    await page.getByRole("heading", { name: "Page not found" }).waitFor();
  } },
};
