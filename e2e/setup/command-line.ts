import { spawn } from "node:child_process";
import { once } from "node:events";
import { landfast } from "./programs.ts";

export interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Given {
  env?: Readonly<Record<string, string>>;
  input?: string;
}

/** Runs `landfast` with arguments to its end. */
export async function run(args: readonly string[], { env = {}, input = "" }: Given = {}): Promise<Said> {
  const child = spawn(landfast(), args, { env: { PATH: process.env["PATH"] ?? "", ...env } });
  const said: Said = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { ...said, code };
}

/** Runs `landfast` where it must succeed, and gives its standard output. */
export async function runWell(args: readonly string[], given?: Given): Promise<string> {
  const { code, stdout, stderr } = await run(args, given);
  if (code !== 0) throw new Error(`landfast ${args.join(" ")} ended with ${code}:\n${stderr}`);
  return stdout;
}
