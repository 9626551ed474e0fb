import { CHARGES, CommitmentsPage } from "../pages/commitments-page.ts";
import type { Api } from "../setup/api.ts";
import { barriers } from "../setup/barriers.ts";
import { plain, read, summed } from "../setup/bills.ts";
import { press, tabTo, typeInto } from "../setup/keyboard.ts";
import { expect, test } from "../setup/test.ts";

interface Year {
  number: number;
  from: string;
  state: string;
  spent: string;
  percent: string;
  through: string;
  forecast: string | null;
  shortfall: string | null;
  days: { day: string; spent: string }[];
  charges: { charge: string; counts: boolean; amount: string; counted: string; left_out: string }[];
}

const running = async (api: Api, id: string): Promise<Year> => {
  const { years } = await api.call<{ years: Year[] }>("GET", `/commitments/${id}/standing`);
  const year = years.find(({ state }) => state === "running");
  if (year === undefined) throw new Error("The first year of the contract runs.");
  return year;
};

/** What the bills of these days come to, asked in another way. */
const billed = async (api: Api, payer: string, from: string, to: string): Promise<string> => {
  const { rows } = await api.call<{ rows: { amount: string }[] }>("POST", "/bills/questions", {
    selection: { from, to, filters: [{ dimension: "payer", values: [payer] }] }, measure: "net_unblended",
  });
  return summed(rows.map(({ amount }) => amount));
};

test("a contract is typed in, compared with the bills to the last digit, changed and removed", async ({ page, api, aws }) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 1400 });
  const { payer } = aws.world;
  const [first] = await read(api, aws, "cur_2", 3);
  const starts = `${first?.period ?? ""}-01`;
  const contracts = new CommitmentsPage(page);

  await test.step("added as usual; everything that is shown is what the server says", async () => {
    await page.goto("/commitments");
    await page.getByTestId("add-first-commitment").click();
    await contracts.fill({ name: "EDP of Harbour", starts, years: ["1,000,000", "2 000 000"], payer });
    await contracts.save.dblclick();
    await expect(page.getByRole("heading", { level: 1, name: "EDP of Harbour" })).toBeVisible();
    const year = await running(api, contracts.id());
    await expect(contracts.figure("commitment")).toHaveAttribute("data-exact", "1000000");
    await expect(contracts.figure("spent")).toHaveAttribute("data-exact", year.spent);
    if (year.forecast !== null) await expect(contracts.figure("forecast")).toHaveAttribute("data-exact", year.forecast);
    expect(plain(year.days.at(-1)?.spent ?? "none")).toBe(plain(year.spent));
    for (const { charge, amount, counted, left_out } of year.charges) {
      expect(await contracts.exact(`charge-${charge}-amount`), charge).toBe(amount);
      expect(await contracts.exact(`charge-${charge}-counted`), charge).toBe(counted);
      expect(await contracts.exact(`charge-${charge}-left-out`), charge).toBe(left_out);
    }
    expect(await contracts.exact("charge-total-amount")).toBe(await billed(api, payer, starts, year.through));
    expect(await contracts.exact("charge-total-counted")).toBe(plain(year.spent));
    await page.goto("/commitments");
    await expect(page.locator('[data-testid^="card-spent-"]')).toHaveCount(1);
  });

  await test.step("where everything counts, what is spent is the whole bill", async () => {
    await page.getByRole("link", { name: "EDP of Harbour" }).click();
    await page.getByTestId("edit-commitment").click();
    await expect(contracts.field("year-2")).toHaveValue("2000000");
    for (const charge of CHARGES) await contracts.rule(charge, "Counts", `Clause of ${charge}`);
    await contracts.rule("marketplace_cap", "Without a limit", "Exhibit C");
    await contracts.save.click();
    await expect(page.getByText("EDP of Harbour is saved")).toBeVisible();
    const year = await running(api, contracts.id());
    await expect(contracts.figure("spent")).toHaveAttribute("data-exact", year.spent);
    expect(plain(year.spent)).toBe(await billed(api, payer, starts, year.through));
    await expect(page.getByTestId("commitment-charges")).toContainText("Clause of tax");
    await expect(page.getByTestId("month-" + starts.slice(0, 7) + "-all")).toHaveAttribute("data-exact", plain(first?.truth.totals.net_unblended ?? "none"));
  });

  await test.step("the picture is read day by day, and the costs have the same sum", async () => {
    const year = await running(api, contracts.id());
    await page.getByRole("slider").focus();
    await page.keyboard.press("Home");
    await expect(page.getByTestId("burn-down-day")).toBeVisible();
    await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", /^1 \w+ \d{4}: spent /);
    await page.getByTestId("commitment-charges").getByRole("link").click();
    await expect(page.getByTestId("total-total-USD")).toHaveAttribute("data-exact", plain(year.spent));
    await page.goBack();
  });

  await test.step("a name that is taken is said, and the first one stays", async () => {
    await page.goto("/commitments/new");
    await contracts.fill({ name: "EDP of Harbour", starts, years: ["five"], payer });
    await contracts.save.click();
    await expect(page.locator('[aria-invalid="true"]').first()).toBeFocused();
    await contracts.field("year-1").fill("5");
    await contracts.save.click();
    await expect(contracts.field("name")).toHaveAttribute("aria-invalid", "true");
    const { commitments } = await api.call<{ commitments: unknown[] }>("GET", "/commitments");
    expect(commitments).toHaveLength(1);
  });

  await test.step("removed, after a question", async () => {
    await page.goto("/commitments");
    await page.getByRole("link", { name: "EDP of Harbour" }).click();
    await page.getByTestId("remove-commitment").click();
    await page.getByTestId("confirm-modal-confirm").click();
    await expect(page.getByTestId("commitments-none")).toBeVisible();
    await expect(page.getByText("EDP of Harbour is removed")).toBeVisible();
  });
});

test("a contract is added, read and removed without the mouse", async ({ page, api, aws }) => {
  test.slow();
  const { payer } = aws.world;
  const [first] = await read(api, aws, "cur_2", 1);
  const contracts = new CommitmentsPage(page);
  await page.goto("/commitments");
  await press(page, page.getByTestId("add-first-commitment"));
  await expect(page.getByRole("heading", { level: 1, name: "Add a commitment" })).toBeFocused();
  await typeInto(page, contracts.field("name"), "By keyboard");
  await typeInto(page, contracts.field("starts"), `${first?.period ?? ""}-01`);
  await typeInto(page, contracts.field("year-1"), "250000");
  await typeInto(page, contracts.payers, payer);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: `Leave ${payer} out` })).toBeVisible();
  await tabTo(page, contracts.save);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "By keyboard" })).toBeFocused();
  await tabTo(page, page.getByRole("slider"));
  await page.keyboard.press("Home");
  await expect(page.getByTestId("burn-down-day")).toBeVisible();
  await page.getByRole("heading", { level: 1 }).focus();
  await press(page, page.getByTestId("remove-commitment"));
  await press(page, page.getByTestId("confirm-modal-confirm"));
  await expect(page.getByTestId("commitments-none")).toBeVisible();
});

test("nothing bars anybody, however wide and dark it is", async ({ page, api, aws }) => {
  test.slow();
  const { payer } = aws.world;
  const delivered = await read(api, aws, "cur_2", 2);
  const { id } = await api.call<{ id: string }>("POST", "/commitments", {
    name: "Datenverarbeitungsgesellschaft-für-Hafenlogistik-an-der-Elbe", currency: "USD",
    starts: `${delivered[0]?.period ?? ""}-01`, years: ["123456789.01", "2"], payers: [payer],
  });
  for (const [path, drawn] of [["", `card-spent-${id}`], [`/${id}`, "burn-down"], [`/${id}?year=2`, "burn-down"], [`/${id}/edit`, "commitment-form"]] as const) {
    for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [360, "light"]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`/commitments${path}`);
      await expect(page.getByTestId(drawn)).toBeVisible();
      expect.soft(await barriers(page), `${path} ${width} ${colorScheme}`).toEqual([]);
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(scrolled, `${path} is as wide as its window`).toBeLessThanOrEqual(width);
    }
  }
});
