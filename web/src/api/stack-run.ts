import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import { organizationKey } from "./organization.ts";
import type { PermitList, RunDraft } from "./types.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });
const permitPath = (account_id: string, permit_id: string) => ({ params: { path: { account_id, permit_id } } });

/** Between two looks at a permit in which something moves, in milliseconds. */
const EVERY = 3000;

const moves = (list: PermitList | undefined) =>
  list?.items.some(({ way, state, next_at }) => way === "stack_set" && (state === "asked" || next_at !== null)) ?? false;

/** The permits of a payer, newest first. */
export const permits = (payer: string) =>
  queryOptions({
    queryKey: [...organizationKey(payer), "permits"],
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/permits", { ...path(payer), signal })),
    refetchInterval: (query) => (moves(query.state.data) && query.state.error === null ? EVERY : false),
  });

/** Asks the payer's owner for the right to run the StackSet. */
export const askForRun = (payer: string) => call(api.POST("/accounts/{account_id}/permits", { ...path(payer), body: { way: "stack_set" } }));

export const checkPermit = (payer: string, id: string) =>
  call(api.POST("/accounts/{account_id}/permits/{permit_id}/checks", permitPath(payer, id)));

export const endPermit = (payer: string, id: string) =>
  call(api.POST("/accounts/{account_id}/permits/{permit_id}/end", permitPath(payer, id)));

export const startRun = (payer: string, body: RunDraft) => call(api.POST("/accounts/{account_id}/rollout/run", { ...path(payer), body }));

export type RunChange = "stop" | "retry" | "update" | "go_on";

/** What is done with a run that is there. */
export const changeRun = (payer: string, change: RunChange) => {
  switch (change) {
    case "stop": return call(api.POST("/accounts/{account_id}/rollout/run/stop", path(payer)));
    case "retry": return call(api.POST("/accounts/{account_id}/rollout/run/retry", path(payer)));
    case "update": return call(api.POST("/accounts/{account_id}/rollout/run/update", path(payer)));
    case "go_on": return call(api.POST("/accounts/{account_id}/rollout/run/go-on", path(payer)));
  }
};
