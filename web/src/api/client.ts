import createClient, { type Middleware } from "openapi-fetch";
import { ApiError } from "./failure.ts";
import type { Problem, paths } from "./types.ts";
import { WORKSPACE_HEADER, workspaceHeader } from "./workspace.ts";

export const API_BASE = "/api/v1";

const inWorkspace: Middleware = {
  onRequest({ request }) {
    const workspace = workspaceHeader();
    if (workspace !== null) request.headers.set(WORKSPACE_HEADER, workspace);
    return request;
  },
};

/** The typed client. `fetch` is looked up on each call so that tests can put theirs in. */
export const api = createClient<paths>({
  baseUrl: new URL(API_BASE, globalThis.location.origin).href,
  fetch: (request) => globalThis.fetch(request),
});
api.use(inWorkspace);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Awaits a call and returns its data.
 *
 * @throws ApiError with the server's problem, or `unreachable` when none came.
 */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await answer;
  } catch (cause) {
    throw unreachable(cause instanceof Error ? cause.message : String(cause));
  }
  if (result.response.ok) return result.data as T;
  if (isProblem(result.error)) {
    const retryAt = retryTime(result.response.headers.get("Retry-After"), Date.now());
    throw new ApiError({
      kind: "problem",
      status: result.response.status,
      problem: result.error,
      ...(retryAt === null ? {} : { retryAt }),
    });
  }
  throw unreachable(`the answer was HTTP ${result.response.status} without a problem document`);
}

function unreachable(detail: string): ApiError {
  return new ApiError({ kind: "unreachable", detail });
}

/** The time that a `Retry-After` names, in seconds from now or as a date (RFC 9110, 10.2.3); `null` without one. */
export function retryTime(header: string | null, now: number): string | null {
  const text = header?.trim() ?? "";
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body;
}
