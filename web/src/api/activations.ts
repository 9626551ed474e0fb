import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import { organizationKey } from "./organization.ts";
import type { ActivatedState, ActivationDraft, ActivationView } from "./types.ts";

const PAGE = 50;
/** Between two looks at one that moves, in milliseconds; live events only make it quicker. */
const EVERY = 3000;

const path = (account_id: string, activation_id: string) => ({ params: { path: { account_id, activation_id } } });

/** Below the organization's key, so that the payer's events bring everything up to date. */
export const activationsKey = (payer: string) => [...organizationKey(payer), "activations"] as const;
export const activationKey = (payer: string, id: string) => [...activationsKey(payer), id] as const;

/** Whether something moves by itself: the accounts, or the permit. */
const moves = (view: ActivationView) => view.ended_at === null || view.permit?.next_at !== null;

export const activations = (payer: string) =>
  queryOptions({
    queryKey: [...activationsKey(payer), "list"],
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/activations", { params: { path: { account_id: payer } }, signal })),
    refetchInterval: (query) => (query.state.data?.items.some(moves) === true && query.state.error === null ? EVERY : false),
  });

export const activation = (payer: string, id: string) =>
  queryOptions({
    queryKey: activationKey(payer, id),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/activations/{activation_id}", { ...path(payer, id), signal })),
    refetchInterval: (query) => (query.state.data !== undefined && moves(query.state.data) && query.state.error === null ? EVERY : false),
  });

export const activated = (payer: string, id: string, state: ActivatedState | "all") =>
  infiniteQueryOptions({
    queryKey: [...activationKey(payer, id), "accounts", state],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/accounts/{account_id}/activations/{activation_id}/accounts", {
          params: {
            path: { account_id: payer, activation_id: id },
            query: { limit: PAGE, ...(state === "all" ? {} : { state }), ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const activateLinked = (payer: string, body: ActivationDraft) =>
  call(api.POST("/accounts/{account_id}/linked/activate", { params: { path: { account_id: payer } }, body }));

/** Those that are named, or all that failed and all that a stop left. */
export const retryActivation = (payer: string, id: string, account_ids?: string[]) =>
  call(
    api.POST("/accounts/{account_id}/activations/{activation_id}/retry", {
      ...path(payer, id),
      body: account_ids === undefined ? {} : { account_ids },
    }),
  );

export const stopActivation = (payer: string, id: string) =>
  call(api.POST("/accounts/{account_id}/activations/{activation_id}/stop", path(payer, id)));
