import { vi } from "vitest";
import type { Problem, ProblemCode } from "../api/types.ts";

/** One request as the console sent it. */
export interface Sent {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}
type Answer = (sent: Sent) => unknown;

/** An answer with a status of its own; anything else that a route returns is a 200. */
export class Status {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** A refusal with a problem document. */
export function problem(
  status: number,
  code: ProblemCode,
  more: Partial<Problem> = {},
  headers: Record<string, string> = {},
): Status {
  const body: Problem = {
    code,
    title: `title of ${code}`,
    detail: `detail of ${code}`,
    fields: [],
    hints: [],
    request_id: "req-test",
    help: `/help/${code}`,
    ...more,
  };
  return new Status(status, body, headers);
}

/**
 * Puts a stand-in for the server in place of `fetch`.
 *
 * @param routes keyed like `"GET /accounts"`; a request without a route fails the test's call with 404 `not_found`
 * @returns what was sent, in order
 */
export function fakeApi(routes: Record<string, Answer>): Sent[] {
  const sent: Sent[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = input instanceof Request ? input : new Request(new URL(input, location.origin), init);
    const url = new URL(request.url);
    const text = await request.text();
    const one: Sent = {
      method: request.method,
      path: url.pathname.replace("/api/v1", ""),
      query: url.searchParams,
      headers: request.headers,
      body: text === "" ? undefined : (JSON.parse(text) as unknown),
    };
    sent.push(one);
    const route = routes[`${one.method} ${one.path}`];
    const answer = await (route === undefined ? problem(404, "not_found") : route(one));
    const { status, body, headers } = answer instanceof Status ? answer : new Status(200, answer);
    return new Response(status === 204 ? null : JSON.stringify(body), {
      status,
      headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers },
    });
  });
  return sent;
}
