import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Program } from "../setup/program.ts";
import { python } from "../setup/programs.ts";
import { newFolder } from "../setup/run-folder.ts";
import { AwsAccount } from "./account.ts";
import type { World } from "./world.ts";

interface Fault {
  kind: "throttle" | "server_error" | "unavailable" | "latency" | "lost_answer";
  service?: string;
  action?: string;
  account?: string;
  times?: number;
  latency_seconds?: number;
}

/** How long things take; `reset` brings the pace of the start back. */
interface Pace {
  stack_seconds?: number;
  role_delay_seconds?: number;
}

/** A month as AWS delivered it, with what is true of it. */
export interface DeliveredBill {
  period: string;
  keys: string[];
  truth: { rows: number; totals: Record<"unblended" | "amortized" | "net_unblended" | "net_amortized", string> };
}

/** The simulated AWS of one worker, and its admin API. */
export class SimulatedAws {
  readonly world: World;
  readonly #program: Program;

  private constructor(program: Program, world: World) {
    this.#program = program;
    this.world = world;
  }

  /** `more` are further options of the simulator's program. */
  static async start(more: readonly string[] = []): Promise<SimulatedAws> {
    const ready = join(newFolder("sim"), "ready.json");
    const program = new Program("The simulated AWS", {
      command: python(),
      args: ["-m", "landfast_sim", "--port", "0", "--ready-file", ready, "--stack-seconds", "1", "--role-delay-seconds", "3", ...more],
    });
    const text = await program.ready(() => (existsSync(ready) ? readFileSync(ready, "utf8") : undefined));
    return new SimulatedAws(program, JSON.parse(text) as World);
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }

  /** An account, spoken to as its root user. */
  account(accountId: string): AwsAccount {
    return new AwsAccount(this.world, accountId);
  }

  /** Back to the seeded world, without faults, at the pace of the start. */
  async reset(): Promise<void> {
    await this.#admin("POST", "/reset");
  }

  /** Stacks and roles that take no time, for tests that are not about waiting. */
  async hurry(): Promise<void> {
    await this.setPace({ stack_seconds: 0, role_delay_seconds: 0 });
  }

  async setPace(pace: Pace): Promise<void> {
    await this.#admin("POST", "/settings", pace);
  }

  async addFault(fault: Fault): Promise<void> {
    await this.#admin("POST", "/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#admin("DELETE", "/faults");
  }

  /** AWS delivers what a report or an export of a payer holds of a month, of this one unless said. */
  async deliver(account: string, what: ({ report: string } | { export: string }) & { period?: string }): Promise<DeliveredBill> {
    const answer = await this.#admin("POST", "/deliveries", { account, ...what });
    return (await answer.json()) as DeliveredBill;
  }

  /** Stacks in these accounts fail with this reason until `mendStacks`. */
  async failStacks(accounts: readonly string[], reason: string): Promise<void> {
    await this.#admin("POST", "/stack-failures", { accounts, reason });
  }

  async mendStacks(): Promise<void> {
    await this.#admin("DELETE", "/stack-failures");
  }

  /** AWS has the documents of an issuer from this address, as if it were on the internet under its own. */
  async fetchIssuer(issuer: string, from: string): Promise<void> {
    await this.#admin("POST", "/oidc-issuers", { issuer, fetch_from: from });
  }

  async #admin(method: string, path: string, body?: object): Promise<Response> {
    const answer = await fetch(`${this.world.admin_url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}
