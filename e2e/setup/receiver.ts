import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Event {
  v: number;
  id: string;
  type: string;
  account: string | null;
  summary: string;
}
interface Message {
  headers: IncomingMessage["headers"];
  body: string;
}

/** A receiver of webhooks on this machine, as docs/webhooks.md describes one. */
export class Receiver {
  readonly #messages: Message[] = [];
  readonly #server: Server;
  /** The status of the next answers. */
  answer = 204;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (part: string) => { body += part; });
      request.on("end", () => {
        this.#messages.push({ headers: request.headers, body });
        response.writeHead(this.answer).end();
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((listening) => { receiver.#server.listen(0, "127.0.0.1", listening); });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hooks/from-landfast-0123`;
  }

  /** What came and was signed by `secret`; throws at a signature that is wrong. */
  events(secret: string): Event[] {
    return this.#messages.map(({ headers, body }) => {
      const part = (name: string) => String(headers[`webhook-${name}`]);
      const key = Buffer.from(secret.replace("whsec_", ""), "base64");
      const expected = createHmac("sha256", key).update(`${part("id")}.${part("timestamp")}.${body}`).digest();
      const signed = Buffer.from(part("signature").replace("v1,", ""), "base64");
      if (!timingSafeEqual(expected, signed)) throw new Error(`a wrong signature on ${body}`);
      const event = JSON.parse(body) as Event;
      if (event.id !== part("id")) throw new Error(`the id is another one in ${body}`);
      return event;
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => { this.#server.close(closed); });
  }
}
