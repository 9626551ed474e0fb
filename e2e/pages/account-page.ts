import type { Locator, Page } from "@playwright/test";
import { StepView } from "./step-view.ts";

/** The page of one account. */
export class AccountPage {
  readonly page: Page;
  readonly access: StepView;

  constructor(page: Page) {
    this.page = page;
    this.access = new StepView(page);
  }

  async open(accountId: string): Promise<void> {
    await this.page.goto(`/accounts/${accountId}`);
  }

  get heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  get status(): Locator {
    return this.page.getByTestId("account-status");
  }

  get kind(): Locator {
    return this.page.getByTestId("account-kind");
  }

  step(step: string): Locator {
    return this.page.getByTestId(`step-${step}`);
  }

  get checkNow(): Locator {
    return this.page.getByTestId("account-check");
  }

  get removeButton(): Locator {
    return this.page.getByTestId("account-remove");
  }
}
