/** What the tests read of the HTTP API; openapi/landfast-v1.json has all of it. */
export interface Instructions {
  launch_url: string | null;
  template_url: string | null;
  template_download: string | null;
  stack_name: string;
  region: string;
  role_arn: string;
  external_id_in_trust: string;
  parameters: { name: string; value: string }[];
}

export interface Account {
  account_id: string;
  name: string;
  method: string;
  status: string;
  kind: string | null;
  payer: string | null;
  role_arn: string | null;
  confirmed_at: string | null;
}

export interface Step {
  state: { state: string; why?: string };
  report: { verdict: string; checks: { code: string; outcome: string; mistake: string | null }[] } | null;
  instructions: Instructions;
}

/** The API, for what a test prepares or verifies outside the browser. */
export class Api {
  readonly #url: string;
  readonly #credentials: Readonly<Record<string, string>>;

  /** @param credentials the header that says who asks: `authorization` or `cookie` */
  constructor(url: string, credentials: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#credentials = credentials;
  }

  get url(): string {
    return this.#url;
  }

  register(accountId: string, name: string): Promise<Account> {
    return this.call("POST", "/accounts", { account_id: accountId, name, method: "console_stack" });
  }

  account(accountId: string): Promise<Account> {
    return this.call("GET", `/accounts/${accountId}`);
  }

  step(accountId: string): Promise<Step> {
    return this.call("GET", `/accounts/${accountId}/steps/api-access`);
  }

  async instructions(accountId: string): Promise<Instructions> {
    return (await this.step(accountId)).instructions;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        ...this.#credentials,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status}: ${text}`);
    return (text === "" ? null : JSON.parse(text)) as T;
  }
}
