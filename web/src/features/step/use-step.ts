import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { accountKeys, accountStep } from "../../api/accounts.ts";
import type { StepName, StepView } from "../../api/types.ts";

export interface StepQuery {
  step: StepView | undefined;
  /** When the server last answered, in milliseconds since 1970. */
  asOf: number;
  error: unknown;
  retry: () => void;
}

/** A step, followed while something is under way. When its state changes, the account is asked for again too. */
export function useStep(accountId: string, name: StepName): StepQuery {
  const client = useQueryClient();
  const { data, dataUpdatedAt, error, refetch } = useQuery(accountStep(accountId, name));
  const state = data?.state.state;
  const revision = data?.revision;
  useEffect(() => {
    void client.invalidateQueries({ queryKey: accountKeys.one(accountId), exact: true });
    for (const part of [accountKeys.checks, accountKeys.externalId, accountKeys.accessKey, accountKeys.deployments]) {
      void client.invalidateQueries({ queryKey: part(accountId) });
    }
  }, [client, accountId, state, revision]);
  return { step: data, asOf: dataUpdatedAt, error: data === undefined ? error : null, retry: () => void refetch() };
}
