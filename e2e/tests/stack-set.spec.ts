import { PayerStackSet, type StackSetToMake } from "../aws/stack-set.ts";
import { checked } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

test("what the StackSet says stands beside our own proofs: a reason with its cure, what is current, what is wrong with it", async ({
  page,
  aws,
  api,
}) => {
  test.slow();
  await aws.hurry();
  const { payer, linked } = aws.world;
  const [broken = ""] = linked;
  const register = { account_id: payer, name: "Harbour Holding", method: "console_stack", capabilities: ["billing", "activation"] };
  await api.call("POST", "/accounts", register);
  await aws.account(payer).createStack(await api.instructions(payer));
  await checked(api, payer, "passed");
  await api.call("POST", `/accounts/${payer}/confirm`);
  const organization = async () => (await api.call<{ read_at: string | null }>("GET", `/accounts/${payer}/organization`)).read_at;
  await expect.poll(organization).not.toBeNull();
  const told = await api.call<StackSetToMake>("PUT", `/accounts/${payer}/rollout`, {});
  const set = new PayerStackSet(aws.world, payer, told);

  await page.goto(`/accounts/${payer}?tab=linked`);
  await page.getByTestId("action-discover").click();
  await expect(page.getByTestId("stack-set-missing")).toContainText("landfast-api-access");

  await aws.failStacks([broken], "Role with name landfast already exists (Service: Iam, Status Code: 409, EntityAlreadyExists)");
  await set.create();
  await set.deploy();
  await page.getByTestId("action-discover").click();
  const others = linked.length - 1;
  await expect(page.getByTestId("stack-current")).toContainText(String(others), { timeout: 60_000 });
  await expect(page.getByTestId("coverage")).toContainText(`${others + 1} of ${linked.length + 1}`, { timeout: 60_000 });
  await page.getByTestId("stack-failed").click();
  const table = page.getByTestId("linked-table");
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table).toContainText(broken);
  await expect(table).toContainText("A role of Landfast's name is there already.");
  await expect(table).toContainText("Delete the stack that made the role before");

  await set.change("ExternalId", "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa");
  await page.getByTestId("action-discover").click();
  const flaw = page.getByTestId("flaw-wrong_parameter");
  await expect(flaw).toContainText("ExternalId", { timeout: 60_000 });
  await expect(flaw).not.toContainText("lf-");
});
