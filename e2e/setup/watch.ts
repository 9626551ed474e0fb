import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** What Chromium logs for every answer of 400 and more; a refused form is no fault of the page. */
const REFUSED_CALL = /^Failed to load resource: the server responded with a status of 4\d\d /;

/**
 * Sees what a person does not: errors on the browser's console (a violation of the Content-Security-Policy is one),
 * exceptions, and requests to hosts that have no business here.
 */
export class Watch {
  readonly #landfast: string;
  readonly #console: string;
  readonly #complaints: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(landfastUrl: string, awsConsoleUrl: string) {
    this.#landfast = new URL(landfastUrl).origin;
    this.#console = new URL(awsConsoleUrl).origin;
  }

  over(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error" && !this.#isRefusedCall(message)) this.#complain(message.text(), message);
    });
    context.on("weberror", (failure) => { this.#complain(failure.error().message); });
    context.on("request", (request) => {
      const { origin } = new URL(request.url());
      if (origin !== this.#landfast && origin !== this.#console) this.#complain(`request to ${request.url()}`);
    });
  }

  /** A test that takes the network away says which errors come of it. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get complaints(): readonly string[] {
    return this.#complaints.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
  }

  #isRefusedCall(message: ConsoleMessage): boolean {
    const { url } = message.location();
    const mayRefuse = url.startsWith(`${this.#landfast}/api/v1/`) || url.startsWith(`${this.#console}/`);
    return mayRefuse && REFUSED_CALL.test(message.text());
  }

  #complain(what: string, message?: ConsoleMessage): void {
    this.#complaints.push(message === undefined ? what : `${what} (${message.location().url})`);
  }
}
