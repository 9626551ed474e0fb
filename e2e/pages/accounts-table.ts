import type { Locator, Page } from "@playwright/test";

/** The table of all accounts. */
export class AccountsTable {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.goto("/accounts");
  }

  /** The row of an account, whatever level it is on. */
  row(accountId: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByTestId(`account-row-${accountId}`) });
  }

  get missingPayers(): Locator {
    return this.page.getByTestId(/^missing-payer-/);
  }

  get search(): Locator {
    return this.page.getByTestId("accounts-search").getByRole("searchbox");
  }
}
