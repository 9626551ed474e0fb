import { readFile } from "node:fs/promises";
import type { Api } from "../setup/api.ts";
import { barriers } from "../setup/barriers.ts";
import { billed, plain, summed } from "../setup/bills.ts";
import { run, runWell } from "../setup/command-line.ts";
import { expect, test } from "../setup/test.ts";

interface Month {
  period: string;
  state: string;
  kept: { rows: number; currencies: Record<string, Record<string, string>> } | null;
}

const MEASURES = ["unblended", "amortized", "net_unblended", "net_amortized"] as const;

const months = async (api: Api, payer: string): Promise<Month[]> =>
  (await api.call<{ months: Month[] }>("GET", `/accounts/${payer}/bills`)).months;

const states = async (api: Api, payer: string): Promise<string> => (await months(api, payer)).map(({ state }) => state).join(" ");

for (const format of ["cur_2", "legacy_cur", "focus_1_2"]) {
  test(`months of ${format} come out to the last digit`, async ({ api, aws }) => {
    test.slow();
    const delivered = await billed(api, aws, format, 2);
    const { payer } = aws.world;
    await expect.poll(() => states(api, payer), { timeout: 90_000 }).toBe("good good");
    const read = (await months(api, payer)).reverse();
    for (const [place, { truth, period }] of delivered.entries()) {
      const { kept } = read[place] ?? { kept: null };
      expect(kept?.rows, period).toBe(truth.rows);
      const totals: Record<string, string | undefined> = truth.totals;
      const named = { unblended: "billed", amortized: "effective" };
      for (const measure of format === "focus_1_2" ? (["unblended", "amortized"] as const) : MEASURES) {
        const want = totals[format === "focus_1_2" && measure in named ? named[measure as keyof typeof named] : measure];
        expect(plain(kept?.currencies["USD"]?.[measure] ?? "none"), `${period} ${measure}`).toBe(plain(want ?? "no truth"));
      }
    }
  });
}

test("an account's bills are on its page and on the command line, month by month", async ({ page, api, aws, server, seed }) => {
  test.slow();
  const { payer } = aws.world;
  await page.setViewportSize({ width: 1280, height: 1400 });
  const delivered = await billed(api, aws, "cur_2", 3);
  await page.goto(`/accounts/${payer}?tab=bills`);
  for (const { period, truth } of delivered) {
    await expect(page.getByTestId(`state-${period}`)).toHaveAttribute("data-state", "good", { timeout: 90_000 });
    await expect(page.getByTestId(`exact-${period}-USD`)).toHaveText(plain(truth.totals.unblended));
  }
  await page.getByRole("button", { name: "Net amortized" }).click();
  for (const { period, truth } of delivered) {
    await expect(page.getByTestId(`exact-${period}-USD`)).toHaveText(plain(truth.totals.net_amortized));
  }
  expect(await barriers(page)).toEqual([]);
  await page.getByTestId("action-sync").click();
  await expect(page.getByText(/^Looked/)).toBeVisible();

  const env = { LANDFAST_SERVER: server.url, LANDFAST_TOKEN: seed.token };
  const said = await run(["account", "bills", payer, "--sync"], { env });
  expect(said.code, said.stderr).toBe(0);
  for (const { period, truth } of delivered) {
    expect(said.stdout).toMatch(new RegExp(`${period} +good .*${plain(truth.totals.unblended).replace(".", "\\.")}`));
  }
});

test("the server answers questions about bills, and so does the command line with its token", async ({ api, aws, server, seed }, info) => {
  test.slow();
  const { payer } = aws.world;
  const delivered = await billed(api, aws, "cur_2", 2);
  await expect.poll(() => states(api, payer), { timeout: 90_000 }).toBe("good good");
  const [first, last] = delivered;
  if (first === undefined || last === undefined) throw new Error("two months were delivered");
  const env = { LANDFAST_SERVER: server.url, LANDFAST_TOKEN: seed.token };

  for (const measure of MEASURES) {
    for (const by of ["account,service", "region", "line_type", "tag:team", "resource"]) {
      const asked = ["bills", "cost", "--output", "json", "--from", last.period, "--by", by, "--top", "3", "--measure", measure.replace("_", "-")];
      const said = JSON.parse(await runWell(asked, { env })) as { rows: { amount: string }[] };
      expect(summed(said.rows.map(({ amount }) => amount)), `${measure} by ${by}`).toBe(plain(last.truth.totals[measure]));
    }
  }
  const status = await runWell(["bills", "status"], { env });
  expect(status).toContain(first.period);
  const rows = await runWell(["bills", "sql", "select count(*) as n from bills", "--output", "json"], { env });
  const counted = delivered.reduce((all, { truth }) => all + truth.rows, 0);
  expect((JSON.parse(rows) as { rows: number[][] }).rows).toEqual([[counted]]);

  const file = info.outputPath("lines.csv");
  await runWell(["bills", "export", file, "--from", last.period], { env });
  const text = await readFile(file, "utf8");
  expect(text.startsWith("payer_account_id,account_id,period")).toBe(true);
  expect(text.trimEnd().split("\n").length).toBeGreaterThan(last.truth.rows);

  const refused = await run(["bills", "cost", "--by", "nonsense"], { env });
  expect(refused.code).toBe(2);
  const wrong = await run(["bills", "sql", "drop table bills"], { env });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("landfast explain bill_question_invalid");
});
