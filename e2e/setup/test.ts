import { type BrowserContext, expect, type Page, test as base } from "@playwright/test";
import { SimulatedAws } from "../aws/simulated-aws.ts";
import type { Api } from "./api.ts";
import { Landfast } from "./landfast.ts";
import { OPERATOR, Seed } from "./seed.ts";
import { Watch } from "./watch.ts";

export interface Person {
  email: string;
  password: string;
}

interface OfTest {
  /** Who the browser is signed in as when the test begins; `null`: nobody. */
  signedInAs: Person | null;
  /** A server with two workspaces and no accounts. */
  server: Landfast;
  /** The API as the operator of the first workspace. */
  api: Api;
  watch: Watch;
  /** Opens a browser of somebody else's. */
  visit: (person: Person | null) => Promise<Page>;
}

interface OfWorker {
  aws: SimulatedAws;
  seed: Seed;
}

/** Each test has the real server on a database of its own and a simulated AWS at its beginning. */
export const test = base.extend<OfTest, OfWorker>({
  signedInAs: [OPERATOR, { option: true }],

  aws: [
    async ({}, use) => {
      const aws = await SimulatedAws.start();
      await use(aws);
      await aws.stop();
    },
    { scope: "worker" },
  ],

  seed: [async ({}, use) => use(await Seed.make()), { scope: "worker" }],

  server: async ({ aws, seed }, use, info) => {
    await aws.reset();
    const server = await Landfast.start(aws.world, seed.copy());
    await server.published();
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.output });
  },

  api: async ({ server, seed }, use) => use(server.api(seed.token)),

  baseURL: async ({ server }, use) => use(server.url),

  watch: async ({ server, aws }, use) => {
    const watch = new Watch(server.url, aws.world.console_url);
    await use(watch);
    expect(watch.complaints, "errors on the browser's console, and requests to other hosts").toEqual([]);
  },

  context: async ({ context, server, signedInAs, watch }, use) => {
    await enter(context, server, watch, signedInAs);
    await use(context);
  },

  visit: async ({ browser, server, watch, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person) => {
      const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
      contexts.push(context);
      await enter(context, server, watch, person);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
export { NEIGHBOUR, OPERATOR, WORKSPACE } from "./seed.ts";

async function enter(context: BrowserContext, server: Landfast, watch: Watch, person: Person | null): Promise<void> {
  watch.over(context);
  if (person === null) return;
  const answer = await context.request.post(`${server.url}/api/v1/session`, { data: person });
  expect(answer.ok(), await answer.text()).toBe(true);
}
