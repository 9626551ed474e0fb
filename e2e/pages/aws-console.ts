import { expect, type Locator, type Page } from "@playwright/test";

/** The stand-in for the AWS console, in a tab of its own. */
export class AwsConsole {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Makes this browser the root user of an account, whoever it was before. */
  async signInTo(accountId: string): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(/Sign in|Quick create stack/);
    if ((await this.page.getByRole("heading", { level: 1 }).innerText()) !== "Sign in") {
      await this.page.getByRole("link", { name: "Switch account" }).click();
    }
    await this.page.getByRole("radio", { name: accountId }).check();
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await expect(this.page.getByTestId("account")).toContainText(accountId);
  }

  parameter(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  async acknowledge(): Promise<void> {
    await this.page.getByRole("checkbox", { name: /might create IAM resources with custom names/ }).check();
  }

  async create(): Promise<void> {
    await this.page.getByRole("button", { name: "Create stack" }).click();
  }

  get error(): Locator {
    return this.page.getByRole("alert");
  }

  get stackStatus(): Locator {
    return this.page.getByTestId("stack-status");
  }

  /** The whole way of somebody who does what the page says. */
  async launchIn(accountId: string): Promise<void> {
    await this.signInTo(accountId);
    await this.acknowledge();
    await this.create();
    await expect(this.stackStatus).toHaveText("CREATE_COMPLETE");
  }

  /** Opens the quick-create page of the same link for another region. */
  async moveToRegion(region: string): Promise<void> {
    const url = new URL(this.page.url());
    url.searchParams.set("region", region);
    await this.page.goto(url.href);
  }

  async changeParameter(name: string, value: string): Promise<void> {
    await this.page.getByRole("link", { name: "Update parameters" }).click();
    await this.parameter(name).fill(value);
    await this.acknowledge();
    await this.page.getByRole("button", { name: "Update stack" }).click();
    await expect(this.stackStatus).toHaveText("UPDATE_COMPLETE");
  }

  async deleteStack(): Promise<void> {
    await this.page.getByRole("button", { name: "Delete stack" }).click();
    await expect(this.stackStatus).toHaveText("DELETE_COMPLETE");
  }
}
