import { Wizard } from "../pages/wizard.ts";
import type { Account, Instructions } from "../setup/api.ts";
import { run, type Said } from "../setup/command-line.ts";
import { expect, test } from "../setup/test.ts";

test("the command line registers an account as the console does", async ({ page, aws, server, seed }) => {
  await aws.hurry();
  const { standalone, linked: [linked = ""] } = aws.world;
  const env = { LANDFAST_SERVER: server.url, LANDFAST_TOKEN: seed.token };
  const account = (...args: string[]): Promise<Said> => run(["account", ...args, "--output", "json"], { env });
  const json = async <T>(said: Promise<Said>, code = 0): Promise<T> => {
    const { code: ended, stdout, stderr } = await said;
    expect(ended, stderr).toBe(code);
    return JSON.parse(stdout) as T;
  };

  const registered = await json<Account>(account("register", standalone, "--name", "Bolt Labs"));
  expect(registered).toMatchObject({ account_id: standalone, name: "Bolt Labs", status: "registering" });
  const again = await account("register", standalone);
  expect(again.code).toBe(3);
  expect(again.stderr).toContain("landfast explain account_id_taken");

  // Nothing is deployed yet: what is not met ends with 1.
  const refused = await json<{ report: { verdict: string; checks: { mistake: string | null }[] } }>(
    account("check", standalone),
    1,
  );
  expect(refused.report.verdict).toBe("action_needed");
  expect(refused.report.checks.map(({ mistake }) => mistake)).toContain("not_answering");

  const { instructions } = await json<{ instructions: Instructions }>(
    account("instructions", standalone),
  );
  await aws.account(standalone).createStack(instructions);
  const passed = await json<{ report: { verdict: string } }>(account("check", standalone));
  expect(passed.report.verdict).toBe("pass");
  const confirmed = await json<Account>(account("confirm", standalone));
  expect(confirmed).toMatchObject({ status: "active", kind: "standalone", role_arn: instructions.role_arn });
  const { items } = await json<{ items: Account[] }>(account("list"));
  expect(items.map(({ account_id }) => account_id)).toEqual([standalone]);

  // The same record, seen in the console.
  await page.goto(`/accounts/${standalone}`);
  await expect(page.getByTestId("account-status")).toHaveText("Active");

  const unknown = await account("show", linked);
  expect(unknown.code).toBe(4);
  expect(unknown.stderr).toContain("landfast explain account_not_found");
  const removed = await json<{ left_in_aws: string[] }>(account("remove", standalone, "--record-only", "--yes"));
  expect(removed.left_in_aws.join(" ")).toContain(instructions.role_arn);
  expect((await account("show", standalone)).code).toBe(4);
});

test("the command that the console prints is the stack that the link makes", async ({ page, aws, api }) => {
  const { standalone } = aws.world;
  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone, name: "Bolt Labs" });
  await wizard.openTab("Command line");
  const command = page.getByTestId("command-aws-cli");
  const { parameters, template_url } = await api.instructions(standalone);
  await expect(command).toContainText("aws cloudformation create-stack");
  await expect(command).toContainText(template_url ?? "no template");
  for (const { name, value } of parameters) {
    if (value !== "") await expect(command).toContainText(`ParameterKey=${name},ParameterValue=${value}`);
  }
});
