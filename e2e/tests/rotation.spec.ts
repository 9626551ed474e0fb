import type { AwsAccount } from "../aws/account.ts";
import type { Account, Instructions } from "../setup/api.ts";
import { run, type Said } from "../setup/command-line.ts";
import { expect, test } from "../setup/test.ts";

interface ExternalId {
  external_id: string;
  rotation: { external_id: string; answers_to: string | null } | null;
}

interface Check {
  report: { verdict: string; checks: { code: string; outcome: string; mistake: string | null }[] };
}

test("an external id is rotated by the command line, and access never breaks", async ({ page, aws, server, seed }) => {
  await aws.hurry();
  const { standalone } = aws.world;
  const env = { LANDFAST_SERVER: server.url, LANDFAST_TOKEN: seed.token };
  const account = (...args: string[]): Promise<Said> => run(["account", ...args, "--output", "json"], { env });
  const json = async <T>(said: Promise<Said>, code = 0): Promise<T> => {
    const { code: ended, stdout, stderr } = await said;
    expect(ended, stderr).toBe(code);
    return JSON.parse(stdout) as T;
  };
  const instructions = async (): Promise<Instructions> =>
    (await json<{ instructions: Instructions }>(account("instructions", standalone))).instructions;
  const owner: AwsAccount = aws.account(standalone);

  await json<Account>(account("register", standalone));
  await owner.createStack(await instructions());
  await json<Check>(account("check", standalone));
  await json<Account>(account("confirm", standalone));

  const begun = await json<ExternalId>(account("external-id", "rotate", standalone));
  const next = begun.rotation?.external_id ?? "";
  expect(next).not.toBe(begun.external_id);
  expect((await instructions()).parameters).toContainEqual(expect.objectContaining({ name: "ExternalId", value: next }));

  // The role still answers to the old one: nothing is broken, and the window stays open.
  const old = await json<Check>(account("check", standalone), 1);
  const missed = old.report.checks.filter(({ outcome }) => outcome === "not_met");
  expect(missed).toEqual([expect.objectContaining({ code: "external_id_rotated", mistake: "external_id_old" })]);
  const early = await account("external-id", "finish", standalone);
  expect(early.code).toBe(3);
  expect(early.stderr).toContain("old external id only");
  await page.goto(`/accounts/${standalone}`);
  await expect(page.getByTestId("account-status")).toHaveText("Update available");

  await owner.updateStack(await instructions());
  const passed = await json<Check>(account("check", standalone));
  expect(passed.report.verdict).toBe("pass");
  const finished = await json<ExternalId>(account("external-id", "finish", standalone));
  expect(finished).toMatchObject({ external_id: next, rotation: null });
  expect((await json<Check>(account("check", standalone))).report.verdict).toBe("pass");
  await expect(page.getByTestId("account-status")).toHaveText("Active");
});
