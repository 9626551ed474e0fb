import { expect, type Locator, type Page } from "@playwright/test";
import { AwsConsole } from "./aws-console.ts";
import { StepView } from "./step-view.ts";

interface Details {
  accountId: string;
  name?: string;
  region?: string;
}

/** The registration, before and after the account exists. */
export class Wizard {
  readonly page: Page;
  readonly access: StepView;

  constructor(page: Page) {
    this.page = page;
    this.access = new StepView(page);
  }

  async open(): Promise<void> {
    await this.page.goto("/register");
    await this.next();
  }

  async resume(accountId: string): Promise<void> {
    await this.page.goto(`/accounts/${accountId}/register`);
    await expect(this.access.headline).toBeVisible();
  }

  get accountId(): Locator {
    return this.page.getByTestId("register-account-id").locator("input");
  }

  get name(): Locator {
    return this.page.getByTestId("register-name").locator("input");
  }

  get region(): Locator {
    return this.page.getByTestId("register-region").locator("input");
  }

  /** What keeps the form from being taken, over the fields. */
  get banner(): Locator {
    return this.page.getByTestId("register-error");
  }

  async next(): Promise<void> {
    await this.page.getByRole("button", { name: "Next", exact: true }).click();
  }

  async fill({ accountId, name, region }: Details): Promise<void> {
    await this.accountId.fill(accountId);
    if (name !== undefined) await this.name.fill(name);
    if (region !== undefined) {
      await this.region.fill(region);
      // Closes the list of suggestions, which lies over the buttons.
      await this.region.press("Escape");
    }
  }

  async submit(): Promise<void> {
    await this.page.getByRole("button", { name: "Register account", exact: true }).click();
  }

  /** From the beginning to the instructions of API access. */
  async register(details: Details): Promise<void> {
    await this.open();
    await this.fill(details);
    await this.submit();
    await expect(this.launchButton).toBeVisible();
  }

  get launchButton(): Locator {
    return this.page.getByTestId("open-create-stack");
  }

  /** Opens the create stack page in a tab of its own. */
  async launch(): Promise<AwsConsole> {
    const opening = this.page.context().waitForEvent("page");
    await this.launchButton.click();
    const tab = await opening;
    return new AwsConsole(tab);
  }

  parameter(name: string): Locator {
    return this.page.getByTestId(`parameter-${name}`);
  }

  /** Waits until the page has turned to proven by itself. */
  async isProven(): Promise<void> {
    await expect(this.page.getByTestId("access-proven")).toBeVisible();
    await this.access.becomes("passed");
  }

  get kind(): Locator {
    return this.page.getByTestId("account-kind");
  }

  get kindExplained(): Locator {
    return this.page.getByTestId("kind-explained");
  }

  nextStep(step: string): Locator {
    return this.page.getByTestId(`next-step-${step}`);
  }

  async confirm(): Promise<void> {
    await this.page.getByRole("button", { name: "Confirm and finish", exact: true }).click();
  }

  async openTab(name: "AWS console" | "Command line" | "Terraform" | "A role of your own"): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }

  get roleArn(): Locator {
    return this.page.getByTestId("role-arn").locator("input");
  }

  async useRole(arn: string): Promise<void> {
    await this.roleArn.fill(arn);
    await this.page.getByRole("button", { name: "Use this role and check it" }).click();
  }
}
