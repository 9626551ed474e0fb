import { Wizard } from "../pages/wizard.ts";
import { run } from "../setup/command-line.ts";
import { Landfast } from "../setup/landfast.ts";
import { expect, test as base } from "../setup/test.ts";

/** A server that stacks call back, and that looks for a role once an hour: what is quicker is no polling. */
const test = base.extend({
  server: async ({ aws, seed }, use, info) => {
    await aws.reset();
    await aws.hurry();
    const { callback_topic, callback_queue, aws_endpoint } = aws.world;
    const callbacks = ["--callback-topic", callback_topic, "--callback-queue", callback_queue, "--callback-simulated", aws_endpoint];
    const server = await Landfast.start(aws.world, seed.copy(), [...callbacks, "--follow-seconds", "3600"]);
    await server.published();
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.output });
  },
});

test("the stack calls back, and the page turns to proven without a look of its own", async ({ page, aws, server, seed }) => {
  const { standalone } = aws.world;
  await page.goto("/settings/identity");
  await expect(page.getByTestId("callbacks")).toContainText(aws.world.callback_topic);
  await expect(page.getByTestId("callbacks")).toContainText("Last message–");

  const wizard = new Wizard(page);
  await wizard.register({ accountId: standalone, name: "Bolt Labs" });
  await wizard.access.becomes("waiting");
  const console = await wizard.launch();
  await console.launchIn(standalone);
  await wizard.isProven();

  await page.goto("/settings/identity");
  await expect(page.getByTestId("callbacks")).toContainText("Last messagejust now");
  await expect(page.getByTestId("callbacks-problem")).toHaveCount(0);
  const said = await run(["callback"], { env: { LANDFAST_SERVER: server.url, LANDFAST_TOKEN: seed.token } });
  expect(said.stdout).toContain("Stacks of us-east-1 call back.");
});

test("a stack that nobody looks at is noticed, and is deleted while nobody answers", async ({ aws, api, server }) => {
  const { standalone } = aws.world;
  await api.register(standalone, "Bolt Labs");
  await expect.poll(async () => (await api.instructions(standalone)).template_url).not.toBeNull();
  const instructions = await api.instructions(standalone);
  await aws.account(standalone).createStack(instructions);
  await expect.poll(async () => (await api.step(standalone)).state.state, { intervals: [100] }).toBe("passed");
  await server.stop();
  await aws.account(standalone).deleteStack(instructions);
});
