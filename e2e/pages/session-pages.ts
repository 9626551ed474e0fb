import type { Locator, Page } from "@playwright/test";
import type { Person } from "../setup/test.ts";

/** Where a one-time link leads. */
export class SetupPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  field(name: "email" | "password" | "repeated" | "workspace"): Locator {
    return this.page.getByTestId(`setup-${name}`).locator("input");
  }

  async submit(): Promise<void> {
    await this.page.getByTestId("setup-submit").click();
  }

  async becomeFirstOperator({ email, password }: Person, workspace: string): Promise<void> {
    await this.field("email").fill(email);
    await this.choosePassword(password);
    await this.field("workspace").fill(workspace);
    await this.submit();
  }

  async choosePassword(password: string): Promise<void> {
    await this.field("password").fill(password);
    await this.field("repeated").fill(password);
  }
}

export class SignInPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async signIn({ email, password }: Person): Promise<void> {
    await this.page.getByTestId("sign-in-email").locator("input").fill(email);
    await this.page.getByTestId("sign-in-password").locator("input").fill(password);
    await this.page.getByTestId("sign-in-submit").click();
  }

  get problem(): Locator {
    return this.page.getByTestId("problem");
  }
}
