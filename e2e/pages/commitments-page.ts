import { expect, type Locator, type Page } from "@playwright/test";

/** Every charge that a rule is about. */
export const CHARGES = ["usage", "commitment_fee", "upfront_fee", "discount", "marketplace", "support", "credit", "refund", "tax", "other"] as const;

/** The form of a commitment and its page. */
export class CommitmentsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  field(name: string): Locator {
    return this.page.getByTestId(`commitment-${name}`).locator("input");
  }

  get payers(): Locator {
    return this.page.getByTestId("commitment-payers").getByRole("combobox");
  }

  get save(): Locator {
    return this.page.getByTestId("save-commitment");
  }

  /** Fills what every contract has. */
  async fill({ name, starts, years, payer }: { name: string; starts: string; years: readonly string[]; payer: string }): Promise<void> {
    await this.field("name").fill(name);
    await this.field("starts").fill(starts);
    for (const [place, amount] of years.entries()) {
      if (place > 0) await this.page.getByRole("button", { name: "Add a year" }).click();
      await this.field(`year-${place + 1}`).fill(amount);
    }
    await this.payers.fill(payer);
    await this.page.getByRole("option").filter({ hasText: payer }).first().click();
    await expect(this.page.getByRole("button", { name: `Leave ${payer} out` })).toBeVisible();
  }

  /** Chooses what a rule says, and where the contract says so. */
  async rule(name: string, choice: string, source: string): Promise<void> {
    await this.page.getByTestId(`choose-${name}`).getByRole("button").click();
    await this.page.getByRole("option", { name: choice, exact: true }).click();
    await this.page.getByTestId(`source-${name}`).locator("input").fill(source);
  }

  /** An amount of the page with all its digits. */
  async exact(name: string): Promise<string> {
    return (await this.page.getByTestId(name).getAttribute("data-exact")) ?? "none";
  }

  /** A figure of the year that is shown. */
  figure(name: string): Locator {
    return this.page.getByTestId(`figure-${name}`);
  }

  /** The contract that is open, as its address names it. */
  id(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }
}
