import { readFile } from "node:fs/promises";
import { CostsPage } from "../pages/costs-page.ts";
import { barriers } from "../setup/barriers.ts";
import { plain, read, rowsOf, summed } from "../setup/bills.ts";
import { expect, test } from "../setup/test.ts";

const MEASURES = ["unblended", "amortized", "net_unblended", "net_amortized"] as const;

test("costs are the bills' to the last digit, however they are measured, split, filtered, followed and saved", async ({ page, api, aws }) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 1400 });
  const delivered = await read(api, aws, "cur_2", 3);
  const costs = new CostsPage(page);
  const [, last, now] = delivered;
  const [period, truth] = [last?.period ?? "", last?.truth];

  await test.step("every measure, and its parts", async () => {
    for (const measure of MEASURES) {
      await costs.open(`range=${period}&measure=${measure}`);
      const total = await costs.total();
      expect(total, measure).toBe(plain(truth?.totals[measure] ?? "none"));
      expect(summed(await costs.parts()), measure).toBe(total);
      await expect(page.getByTestId("figure-last-USD")).toHaveAttribute("data-exact", total);
    }
    await expect(page.getByTestId("figure-mtd-USD")).toHaveAttribute("data-exact", plain(now?.truth.totals.net_amortized ?? "none"));
  });

  await test.step("several months, one column each, and what was before", async () => {
    await costs.open("range=3m");
    for (const month of delivered) expect(await costs.exact(`total-${month.period}-USD`)).toBe(plain(month.truth.totals.unblended));
    expect(await costs.total()).toBe(summed(delivered.map(({ truth: { totals } }) => totals.unblended)));
    await costs.open(`range=${period}`);
    const compare = page.getByRole("checkbox", { name: "Compare with the period before" });
    await compare.click();
    await expect(page).toHaveURL(/compare=before/);
    const before = plain(delivered[0]?.truth.totals.unblended ?? "none");
    await expect(page.getByTestId("total-before-USD")).toHaveAttribute("data-exact", before);
    await expect(compare).toBeFocused();
    await costs.expectTotal(plain(truth?.totals.unblended ?? "none"));
  });

  await test.step("a filter that is chosen, and goes again", async () => {
    await costs.open(`range=${period}&by=region&top=50`);
    const whole = await costs.total();
    const part = (await costs.cell("eu-central-1").getAttribute("data-exact")) ?? "none";
    await costs.filter("Region", "eu-central-1");
    await expect(page).toHaveURL(/is\.region=eu-central-1/);
    await costs.expectTotal(part);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await costs.expectTotal(whole);
  });

  await test.step("from a service to its usage types, its resources, its lines, and back", async () => {
    await costs.open(`range=${period}`);
    const first = costs.table().locator('[data-testid^="cell-"][data-testid$="-total-USD"]').first();
    const service = (await first.getAttribute("data-exact")) ?? "none";
    await first.click();
    await expect(page).toHaveURL(/by=usage_type/);
    await costs.expectTotal(service);
    const type = (await first.getAttribute("data-exact")) ?? "none";
    await first.click();
    await expect(page).toHaveURL(/by=resource/);
    await costs.expectTotal(type);
    await page.getByRole("tab", { name: "Lines" }).click();
    await expect(page.getByTestId("cost-lines").getByRole("row")).not.toHaveCount(1);
    await page.goBack();
    await page.goBack();
    await costs.expectTotal(service);
    await page.getByTestId("cost-trail").getByRole("link", { name: "All costs" }).click();
    await costs.expectTotal(plain(truth?.totals.unblended ?? "none"));
    await expect(page).not.toHaveURL(/is\./);
  });

  await test.step("files of sums and of lines have the same total", async () => {
    await costs.open(`range=${period}&by=usage_type`);
    const sums = await costs.download("Sums as CSV");
    expect(sums.suggestedFilename()).toBe(`costs-unblended-by-usage-type-${period}.csv`);
    const total = plain(truth?.totals.unblended ?? "none");
    expect(summed(rowsOf(await readFile(await sums.path(), "utf8")).map(({ amount = "" }) => amount))).toBe(total);
    const lines = await costs.download("Lines as CSV");
    const rows = rowsOf(await readFile(await lines.path(), "utf8"));
    expect(summed(rows.filter(({ is_split }) => is_split !== "true").map(({ unblended = "" }) => unblended))).toBe(total);
    const parquet = await costs.download("Sums as Parquet");
    expect((await readFile(await parquet.path())).subarray(0, 4).toString()).toBe("PAR1");
  });
});

test("usage has a table for each unit, and nothing bars anybody", async ({ page, api, aws }) => {
  test.slow();
  await read(api, aws, "cur_2", 2);
  const costs = new CostsPage(page);
  const period = new Date().toISOString().slice(0, 7);
  const { rows } = await api.call<{ rows: { unit: string; amount: string }[] }>("POST", "/bills/questions", {
    selection: { from: period, to: period }, measure: "usage",
  });
  expect(rows.length).toBeGreaterThan(1);
  for (const { unit, amount } of rows.slice(0, 3)) {
    await costs.open(`view=usage&range=${period}&unit=${encodeURIComponent(unit)}`, unit);
    expect(await costs.total(unit), unit).toBe(amount);
    expect(summed(await costs.parts(unit)), unit).toBe(amount);
  }
  for (const [query, drawn] of [["compare=before", "cost-table-USD"], ["view=usage", "usage-unit"], ["view=lines&is.service=AWS+Glue", "cost-lines"]] as const) {
    for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [390, "light"]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`/costs?${query}`);
      await expect(page.getByTestId(drawn)).toBeVisible();
      expect.soft(await barriers(page), `${query} ${width} ${colorScheme}`).toEqual([]);
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(scrolled, `${query} is as wide as its window`).toBeLessThanOrEqual(width);
    }
  }
});

test("before the first bill the page says what to do, and an account's bills lead to its costs", async ({ page, api, aws }) => {
  test.slow();
  await page.goto("/costs");
  await expect(page.getByTestId("costs-none").getByRole("link", { name: "Register an account" })).toBeVisible();
  await read(api, aws, "cur_2", 1);
  await page.goto(`/accounts/${aws.world.payer}?tab=bills`);
  await page.getByTestId("to-costs").click();
  await expect(page).toHaveURL(`/costs?is.payer=${aws.world.payer}`);
  await expect(page.getByText("Payer = Harbour Holding")).toBeVisible();
});
