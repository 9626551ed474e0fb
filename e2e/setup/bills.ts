import { expect } from "@playwright/test";
import type { DeliveredBill, SimulatedAws } from "../aws/simulated-aws.ts";
import type { Api } from "./api.ts";
import { proven } from "./prepare.ts";

interface Stack {
  stack_name: string;
  region: string;
  template_url: string | null;
  parameters: { name: string; value: string }[];
}
interface ExportView {
  choice: { name: string };
  stacks: Stack[];
}

/** So many months up to this one, the oldest first. */
function periods(months: number): string[] {
  const now = new Date();
  return [...Array(months).keys()].reverse().map((before) => {
    const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before));
    return at.toISOString().slice(0, 7);
  });
}

/** A payer whose export of this format was launched, delivers `months` and is proven. */
export async function billed(api: Api, aws: SimulatedAws, format: string, months: number): Promise<DeliveredBill[]> {
  await aws.hurry();
  const { payer } = aws.world;
  await proven(api, aws, payer, "Harbour Holding");
  const path = `/accounts/${payer}/billing-export`;
  const { choice, stacks } = await api.call<ExportView>("PUT", path, { way: "new", format });
  for (const stack of stacks) await aws.account(payer).createStack(stack);
  const what = format === "legacy_cur" ? { report: choice.name } : { export: choice.name };
  const delivered: DeliveredBill[] = [];
  for (const period of periods(months)) delivered.push(await aws.deliver(payer, { ...what, period }));
  await api.call("POST", `/accounts/${payer}/steps/billing-export/checks`, { trigger: "person" });
  return delivered;
}

/** The same, and every month is read. */
export async function read(api: Api, aws: SimulatedAws, format: string, months: number): Promise<DeliveredBill[]> {
  const delivered = await billed(api, aws, format, months);
  const states = async () => {
    const { months: kept } = await api.call<{ months: { state: string }[] }>("GET", `/accounts/${aws.world.payer}/bills`);
    return kept.map(({ state }) => state).join(" ");
  };
  await expect.poll(states, { timeout: 120_000 }).toBe(delivered.map(() => "good").join(" "));
  return delivered;
}

/** The same number: the server writes no trailing zeros, the truth may. */
export const plain = (amount: string): string => amount.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

/** Exact, for amounts of up to eighteen decimals. */
export function summed(amounts: readonly string[]): string {
  const units = amounts.map((amount) => {
    const [whole = "", fraction = ""] = amount.replace("-", "").split(".");
    const size = BigInt(whole + fraction.padEnd(18, "0"));
    return amount.startsWith("-") ? -size : size;
  });
  const sum = units.reduce((all, one) => all + one, 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(19, "0");
  return plain(`${sum < 0n ? "-" : ""}${digits.slice(0, -18)}.${digits.slice(-18)}`);
}

/** Rows of a CSV file by the names of their columns. */
export function rowsOf(csv: string): Record<string, string>[] {
  const cells = csv
    .trim()
    .split("\n")
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) => cell.replace(/^"|"$/g, "").replaceAll('""', '"')));
  const [names = [], ...rows] = cells;
  return rows.map((row) => Object.fromEntries(names.map((name, place) => [name, row[place] ?? ""])));
}
