import { queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import { organizationKey } from "./organization.ts";
import type { PermitList, PermitView } from "./types.ts";

const path = ({ payer, permit_id }: PermitView) => ({ params: { path: { account_id: payer, permit_id } } });

/** Between two looks at a permit in which something moves, in milliseconds. */
const EVERY = 3000;

const moves = (list: PermitList | undefined) =>
  list?.items.some(({ way, state, next_at }) => way === "stack_set" && (state === "asked" || next_at !== null)) ?? false;

/** The permits of a payer, newest first. */
export const permits = (payer: string) =>
  queryOptions({
    queryKey: [...organizationKey(payer), "permits"],
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/permits", { params: { path: { account_id: payer } }, signal })),
    refetchInterval: (query) => (moves(query.state.data) && query.state.error === null ? EVERY : false),
  });

/** Asks the payer's owner for the right to run the StackSet. */
export const askForRun = (payer: string) =>
  call(api.POST("/accounts/{account_id}/permits", { params: { path: { account_id: payer } }, body: { way: "stack_set" } }));

/** Looks for the permit's stack. */
export const checkPermit = (permit: PermitView) =>
  call(api.POST("/accounts/{account_id}/permits/{permit_id}/checks", path(permit)));

/** Says that the permit's stack is deleted. */
export const endPermit = (permit: PermitView) => call(api.POST("/accounts/{account_id}/permits/{permit_id}/end", path(permit)));
