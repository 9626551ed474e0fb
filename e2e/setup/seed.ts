import { cpSync } from "node:fs";
import { runWell } from "./command-line.ts";
import { newFolder } from "./run-folder.ts";

export const OPERATOR = { email: "ada@harbour.example", password: "a sentence of a few words" };
export const WORKSPACE = "Harbour";

/** Of another workspace on the same server. */
export const NEIGHBOUR = { email: "bo@pier.example", password: "another sentence of few words" };
const NEIGHBOURS_WORKSPACE = "Pier";

/** A database with two operators in two workspaces, made once for each worker and copied for each test. */
export class Seed {
  readonly #folder: string;
  readonly token: string;
  readonly neighboursToken: string;

  private constructor(folder: string, token: string, neighboursToken: string) {
    this.#folder = folder;
    this.token = token;
    this.neighboursToken = neighboursToken;
  }

  static async make(): Promise<Seed> {
    const folder = newFolder("seed");
    await user(folder, OPERATOR, WORKSPACE);
    await user(folder, NEIGHBOUR, NEIGHBOURS_WORKSPACE);
    return new Seed(
      folder,
      await token(folder, OPERATOR.email, WORKSPACE),
      await token(folder, NEIGHBOUR.email, NEIGHBOURS_WORKSPACE),
    );
  }

  copy(): string {
    const folder = newFolder("data");
    cpSync(this.#folder, folder, { recursive: true });
    return folder;
  }
}

async function user(folder: string, person: typeof OPERATOR, workspace: string): Promise<void> {
  const args = ["user", "create", "--data-dir", folder, "--workspace", workspace, "--email", person.email, "--password-stdin"];
  await runWell(args, { input: `${person.password}\n` });
}

async function token(folder: string, email: string, workspace: string): Promise<string> {
  const args = ["token", "create", "--data-dir", folder, "--workspace", workspace, "--email", email];
  const said = await runWell([...args, "--name", "tests", "--role", "operator", "--output", "json"]);
  return (JSON.parse(said) as { token: string }).token;
}
