import type { World } from "../aws/world.ts";
import { Api } from "./api.ts";
import { Program } from "./program.ts";
import { landfast } from "./programs.ts";

/** How long a refusal counts as a role that is new, in seconds: long enough for the simulated delay of three. */
const NEW_ROLE_SECONDS = 6;

/** A running server on a folder of data. It can be stopped and started again at the same address. */
export class Landfast {
  readonly #world: World;
  readonly #dataDir: string;
  readonly #more: readonly string[];
  readonly #own: readonly string[];
  readonly #env: Readonly<Record<string, string>>;
  #program: Program;
  #url = "";

  private constructor(world: World, dataDir: string, more: readonly string[], isHome: boolean) {
    this.#world = world;
    this.#dataDir = dataDir;
    this.#more = more;
    this.#own = isHome ? ["--template-bucket", world.template_bucket, "--publish-templates"] : [];
    this.#env = isHome ? identity(world) : nobody(world);
    this.#program = this.#launch("127.0.0.1:0");
  }

  /** Returns once the server listens. `more` are further arguments of `landfast serve`. */
  static async start(world: World, dataDir: string, more: readonly string[] = []): Promise<Landfast> {
    const server = new Landfast(world, dataDir, more, true);
    await server.#listening();
    return server;
  }

  /** A server without an AWS identity and without a bucket. */
  static async startHomeless(world: World, dataDir: string, more: readonly string[]): Promise<Landfast> {
    const server = new Landfast(world, dataDir, more, false);
    await server.#listening();
    return server;
  }

  get url(): string {
    return this.#url;
  }

  /** What it printed, for what is on the terminal only. */
  get output(): string {
    return this.#program.output;
  }

  /** The API with a token. */
  api(token: string): Api {
    return new Api(this.#url, { authorization: `Bearer ${token}` });
  }

  /** Waits until every template can be launched: the server publishes them after it has begun to answer, and says so once. */
  async published(): Promise<void> {
    await this.#program.ready(() => (/template is published/.test(this.output) ? true : undefined));
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }

  async startAgain(): Promise<void> {
    this.#program = this.#launch(new URL(this.#url).host);
    await this.#listening();
  }

  async #listening(): Promise<void> {
    this.#url = await this.#program.ready(() => /^Landfast \S+ is at (\S+)$/m.exec(this.output)?.[1]);
  }

  #launch(listen: string): Program {
    const { console_url } = this.#world;
    return new Program("landfast serve", {
      command: landfast(),
      args: [
        ...["serve", "--listen", listen, "--data-dir", this.#dataDir, "--console-url", console_url],
        ...this.#own,
        ...["--new-role-seconds", String(NEW_ROLE_SECONDS), "--log", "text"],
        ...this.#more,
      ],
      env: this.#env,
    });
  }
}

/** The server's own identity in the simulated AWS, and no way to find another one. */
function identity(world: World): Record<string, string> {
  const { server_credentials: keys } = world;
  return {
    ...nobody(world),
    AWS_ACCESS_KEY_ID: keys.access_key_id,
    AWS_SECRET_ACCESS_KEY: keys.secret_access_key,
    AWS_SESSION_TOKEN: keys.session_token,
  };
}

/** The way to the simulated AWS, and nobody to be there. */
function nobody({ aws_endpoint, region }: World): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: aws_endpoint,
    AWS_REGION: region,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
