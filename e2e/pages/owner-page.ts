import { expect, type Locator, type Page } from "@playwright/test";
import { AwsConsole } from "./aws-console.ts";
import { StepView } from "./step-view.ts";

/** What the owner of one account sees behind the link that somebody gave them. */
export class OwnerPage {
  readonly page: Page;
  readonly access: StepView;

  constructor(page: Page) {
    this.page = page;
    this.access = new StepView(page);
  }

  /** Follows the link; the secret is gone from the address once the account is shown. */
  async open(link: string): Promise<void> {
    await this.page.goto(link);
    await expect(this.who).toBeVisible();
    expect(new URL(this.page.url()).hash).toBe("");
  }

  get who(): Locator {
    return this.page.getByTestId("owner-who");
  }

  get grants(): Locator {
    return this.page.getByTestId("owner-grants");
  }

  /** Nothing is left to do. */
  get done(): Locator {
    return this.page.getByTestId("owner-done");
  }

  /** The link opens nothing. */
  get ended(): Locator {
    return this.page.getByTestId("owner-link-ended");
  }

  /** Opens the create stack page in a tab of its own. */
  async launch(): Promise<AwsConsole> {
    const opening = this.page.context().waitForEvent("page");
    await this.page.getByTestId("open-create-stack").click();
    return new AwsConsole(await opening);
  }

  async useRole(arn: string): Promise<void> {
    await this.page.getByRole("tab", { name: "A role of your own" }).click();
    await this.page.getByTestId("role-arn").locator("input").fill(arn);
    await this.page.getByRole("button", { name: "Use this role and check it" }).click();
  }
}

/** What an operator does with links, on the account's page. */
export class OwnerLinks {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(accountId: string): Promise<void> {
    await this.page.goto(`/accounts/${accountId}?tab=access`);
    await expect(this.table).toBeVisible();
  }

  get table(): Locator {
    return this.page.getByTestId("owner-links");
  }

  /** Makes a link in the console; it is shown once. */
  async make(days: number): Promise<string> {
    await this.page.getByTestId("make-owner-link").click();
    await this.page.getByTestId("owner-link-days").locator("input").fill(String(days));
    await this.page.getByTestId("form-modal-submit").click();
    const link = await this.page.getByTestId("once-secret-value").getByText("/owner#").innerText();
    await this.page.getByTestId("once-secret-close").click();
    return link;
  }

  async revoke(linkId: string): Promise<void> {
    await this.page.getByTestId(`revoke-${linkId}`).click();
    await this.page.getByTestId("confirm-modal-confirm").click();
    await expect(this.page.getByTestId("confirm-modal")).toHaveCount(0);
  }
}

/** The public part of a link, by which lists and the audit log call it. */
export const linkId = (link: string): string => /#lfo_(olk_[0-9a-z]+)\./.exec(link)?.[1] ?? "";
