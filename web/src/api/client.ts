import createClient, { type Middleware } from "openapi-fetch";
import { ApiError } from "./failure.ts";
import type { Problem, paths } from "./types.ts";
import { currentWorkspace } from "./workspace.ts";

export const API_BASE = "/api/v1";

const workspaceHeader: Middleware = {
  onRequest({ request }) {
    const workspace = currentWorkspace();
    if (workspace !== null) request.headers.set("Landfast-Workspace", workspace);
    return request;
  },
};

/** The typed client. `fetch` is looked up on each call so that tests can put theirs in. */
export const api = createClient<paths>({
  baseUrl: new URL(API_BASE, globalThis.location.origin).href,
  fetch: (request) => globalThis.fetch(request),
});
api.use(workspaceHeader);

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
  if (isProblem(result.error)) throw new ApiError({ kind: "problem", status: result.response.status, problem: result.error });
  throw unreachable(`the answer was HTTP ${result.response.status} without a problem document`);
}

function unreachable(detail: string): ApiError {
  return new ApiError({ kind: "unreachable", detail });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body;
}
