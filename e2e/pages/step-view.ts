import { expect, type Locator, type Page } from "@playwright/test";

/** A step as the wizard and the account's page show it: where it is, and what its last check found. */
export class StepView {
  readonly #root: Locator;

  constructor(page: Page, step = "api-access") {
    this.#root = page.getByTestId(`step-progress-${step}`);
  }

  get headline(): Locator {
    return this.#root.getByTestId("step-headline");
  }

  /** Waits until the step is in a state; the page is not reloaded for it. */
  async becomes(state: string): Promise<void> {
    await expect(this.headline).toHaveAttribute("data-state", state);
  }

  get checkNow(): Locator {
    return this.#root.getByRole("button", { name: "Check now" });
  }

  finding(code: string): Locator {
    return this.#root.getByTestId(`finding-${code}`);
  }

  /** Waits until a check is shown as not met for this reason, with a cure that says `cure`. */
  async tells(code: string, mistake: string, cure: RegExp): Promise<void> {
    await expect(this.finding(code)).toHaveAttribute("data-mistake", mistake);
    await expect(this.finding(code)).toHaveAttribute("data-outcome", "not_met");
    await expect(this.finding(code).getByTestId("finding-remedy")).toHaveText(cure);
  }

  /** One of the reasons that a finding may have, where AWS does not tell which. */
  cause(code: string, mistake: string): Locator {
    return this.finding(code).locator(`li[data-mistake="${mistake}"]`);
  }
}
