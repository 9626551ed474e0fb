import type { Problem } from "./types.ts";

/** Why a call gave no answer that can be used. */
export type Failure =
  | {
      kind: "problem";
      status: number;
      problem: Problem;
      /** From when trying again can help, RFC 3339; only where the server said it. */
      retryAt?: string;
    }
  /** No server, or something between here and it, answered. */
  | { kind: "unreachable"; detail: string };

/** A call to the API that failed; what TanStack Query hands to `error`. */
export class ApiError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind === "problem" ? failure.problem.title : failure.detail);
    this.name = "ApiError";
    this.failure = failure;
  }
}

/** Turns anything thrown into a {@link Failure}. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) return error.failure;
  return { kind: "unreachable", detail: error instanceof Error ? error.message : String(error) };
}

/** The problem's code, if the server answered with a problem. */
export function problemCode(error: unknown): Problem["code"] | null {
  return error instanceof ApiError && error.failure.kind === "problem" ? error.failure.problem.code : null;
}
