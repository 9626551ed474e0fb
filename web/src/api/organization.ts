import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { accountKeys } from "./accounts.ts";
import { api, call } from "./client.ts";
import type { MemberStanding, OrganizationView, RolloutDraft, StackState } from "./types.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });

/** Rows asked for per request. */
const PAGE = 50;
/** Between two looks at an organization in which something moves, in milliseconds; live events only make it quicker. */
const EVERY = 4000;

/** Below the payer's own key, so that its events bring everything up to date. */
export const organizationKey = (payer: string) => [...accountKeys.one(payer), "organization"] as const;

export const linkedKey = (payer: string) => [...organizationKey(payer), "linked"] as const;

export interface LinkedFilter {
  text: string;
  standing: MemberStanding | "all";
  stack: StackState | "all";
  unit: string;
}
export const ALL_LINKED: LinkedFilter = { text: "", standing: "all", stack: "all", unit: "" };

const moves = (view: OrganizationView | undefined) =>
  view !== undefined && (view.read_at === null || view.stack_set?.at_work === true || view.coverage.by_standing.some((one) => one.standing === "activating"));

export const organization = (payer: string) =>
  queryOptions({
    queryKey: organizationKey(payer),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/organization", { ...path(payer), signal })),
    refetchInterval: (query) => (moves(query.state.data) && query.state.error === null ? EVERY : false),
  });

export const linked = (payer: string, { text, standing, stack, unit }: LinkedFilter) =>
  infiniteQueryOptions({
    queryKey: [...linkedKey(payer), text, standing, stack, unit],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/accounts/{account_id}/linked", {
          params: {
            path: { account_id: payer },
            query: {
              limit: PAGE,
              ...(text === "" ? {} : { search: text }),
              ...(standing === "all" ? {} : { standing }),
              ...(stack === "all" ? {} : { stack }),
              ...(unit === "" ? {} : { unit }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const rollout = (payer: string) =>
  queryOptions({
    queryKey: [...organizationKey(payer), "rollout"],
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/rollout", { ...path(payer), signal })),
    refetchInterval: (query) => (query.state.data?.run?.ended_at === null && query.state.error === null ? EVERY : false),
  });

/** Has the organization read now, and every account tried that a roll-out may have reached. */
export const discover = (payer: string) => call(api.POST("/accounts/{account_id}/linked/discover", path(payer)));

export const planRollout = (payer: string, body: RolloutDraft) =>
  call(api.PUT("/accounts/{account_id}/rollout", { ...path(payer), body }));

/** A table to keep; the browser saves it. */
export const linkedFile = (payer: string) => `/api/v1/accounts/${encodeURIComponent(payer)}/linked/csv`;
