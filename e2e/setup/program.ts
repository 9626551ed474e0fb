import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { forgetGroup, noteGroup } from "./run-folder.ts";

interface Launch {
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** Longer than any program here takes to end in good order. */
const END_LIMIT_MS = 10_000;
const START_LIMIT_MS = 30_000;

/** A program in a process group of its own, with what it has written so far. */
export class Program {
  #output = "";
  readonly #child: ChildProcess;
  readonly #name: string;

  constructor(name: string, { command, args, env = {} }: Launch) {
    this.#name = name;
    this.#child = spawn(command, args, {
      // A group of its own: ended as a whole, whatever it has started itself.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...env },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.#output += text));
    }
    this.#child.on("error", (why) => (this.#output += `${why.message}\n`));
    if (this.#child.pid !== undefined) noteGroup(this.#child.pid);
  }

  /** Standard output and error, as they came. */
  get output(): string {
    return this.#output;
  }

  get isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits until `look` finds something. */
  async ready<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await pause(25)) {
      const found = await look();
      if (found !== undefined) return found;
      if (!this.isRunning) throw new Error(`${this.#name} ended while it started. It said:\n${this.#output}`);
    }
    throw new Error(`${this.#name} was not ready after ${START_LIMIT_MS} ms. It said:\n${this.#output}`);
  }

  /** Asks it to end, and ends it if it does not. */
  async stop(): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (this.isRunning) {
      const ended = once(this.#child, "exit");
      signal(pid, "SIGTERM");
      const killer = setTimeout(() => { signal(pid, "SIGKILL"); }, END_LIMIT_MS);
      await ended;
      clearTimeout(killer);
    }
    // What it may have started and left.
    signal(pid, "SIGKILL");
    forgetGroup(pid);
  }
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // The group is empty.
  }
}
