import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { failureOf, problemCode } from "../api/failure.ts";
import { treatmentOf } from "../api/problem.ts";
import { session } from "../api/session.ts";

/** Tries after the first, for answers where trying again can help. */
const RETRIES = 2;

/**
 * The cache of server state. A call that is refused because the session ended makes the session stale,
 * and {@link RequireSession} then leads to the sign-in page and back.
 */
export function newQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (problemCode(error) === "sign_in_required") void client.resetQueries({ queryKey: session.queryKey });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== session.queryKey[0]) onError(error);
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // Tried even where the browser believes that it is offline, which says nothing about this server: a call
      // that is held back instead would keep its button turning and say nothing.
      mutations: { networkMode: "always" },
      queries: {
        networkMode: "always",
        staleTime: 5_000,
        retry: (count, error) => count < RETRIES && mayHelp(error),
      },
    },
  });
  return client;
}

function mayHelp(error: unknown): boolean {
  const failure = failureOf(error);
  return failure.kind === "unreachable" || treatmentOf(failure.problem.code) === "retry";
}
