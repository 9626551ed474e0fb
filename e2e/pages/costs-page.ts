import { expect, type Locator, type Page } from "@playwright/test";

/** The page of costs, in US dollars unless said. */
export class CostsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens an address and waits for the answer to it. */
  async open(query: string, unit = "USD"): Promise<void> {
    await this.page.goto(`/costs?${query}`);
    await this.settled(unit);
  }

  /** The answer to what is asked is drawn. */
  async settled(unit = "USD"): Promise<void> {
    const part = this.page.getByTestId(`cost-part-${unit}`);
    await expect(part).toHaveAttribute("data-older", "false");
    await expect(part).toHaveAttribute("aria-busy", "false");
  }

  table(unit = "USD"): Locator {
    return this.page.getByTestId(`cost-table-${unit}`);
  }

  /** An amount of the table, with all its digits. */
  async exact(name: string): Promise<string> {
    return (await this.page.getByTestId(name).getAttribute("data-exact")) ?? "none";
  }

  total(unit = "USD"): Promise<string> {
    return this.exact(`total-total-${unit}`);
  }

  /** The total is drawn that says this; the address may have changed before the picture. */
  async expectTotal(amount: string, unit = "USD"): Promise<void> {
    await expect(this.page.getByTestId(`total-total-${unit}`)).toHaveAttribute("data-exact", amount);
    await this.settled(unit);
  }

  /** The totals of all groups and of the rest. */
  async parts(unit = "USD"): Promise<string[]> {
    const found = this.table(unit).locator(`[data-testid$="-total-${unit}"]:not([data-testid="total-total-${unit}"])`);
    return found.evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-exact") ?? "none"));
  }

  /** The amount of a group as a link into it. */
  cell(name: string, column = "total", unit = "USD"): Locator {
    return this.page.getByTestId(`cell-${name}-${column}-${unit}`);
  }

  /** Adds a filter as a person does. */
  async filter(dimension: string, value: string): Promise<void> {
    const field = this.page.getByTestId("cost-filters");
    await field.getByRole("combobox").fill(dimension);
    await this.page.getByRole("option").filter({ hasText: `${dimension} =Equals` }).click();
    await this.page.getByRole("option", { name: value, exact: true }).click();
    await this.page.getByRole("button", { name: "Apply" }).click();
  }

  /** Saves a file by the menu. */
  async download(item: string) {
    await this.page.getByTestId("cost-export").getByRole("button").click();
    const saving = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: item, exact: true }).click();
    return saving;
  }
}
