import { expect } from "@playwright/test";
import type { SimulatedAws } from "../aws/simulated-aws.ts";
import type { Api, Instructions } from "./api.ts";

/** Registers an account and launches its stack, outside the browser; nothing is checked yet. */
export async function deployed(api: Api, aws: SimulatedAws, accountId: string, name: string): Promise<Instructions> {
  await api.register(accountId, name);
  const instructions = await api.instructions(accountId);
  await aws.account(accountId).createStack(instructions);
  return instructions;
}

/** The same, and the role is proven. */
export async function proven(api: Api, aws: SimulatedAws, accountId: string, name: string): Promise<Instructions> {
  const instructions = await deployed(api, aws, accountId, name);
  await checked(api, accountId, "passed");
  return instructions;
}

/** Has API access checked, and waits for the state that must come of it. */
export async function checked(api: Api, accountId: string, state: string): Promise<void> {
  await api.call("POST", `/accounts/${accountId}/steps/api-access/checks`, { trigger: "person" });
  await expect.poll(async () => (await api.step(accountId)).state.state, { intervals: [100] }).toBe(state);
}

/** A link for the owner of an account, made by a program. */
export async function linkFor(api: Api, accountId: string): Promise<string> {
  const { link } = await api.call<{ link: string }>("POST", `/accounts/${accountId}/owner-links`, {});
  return new URL(link, api.url).href;
}

/** The last part of a role's ARN. */
export const roleName = ({ role_arn }: Instructions): string => role_arn.split("/").at(-1) ?? "";
