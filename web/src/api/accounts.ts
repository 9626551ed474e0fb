import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import { pollDelay } from "./poll.ts";
import type { AccountPatch, AccountDraft, AccountsQuery, AccountView, ExportChoiceDraft, StepName } from "./types.ts";

/** Rows asked for per request; the server may give fewer. */
const PAGE = 200;
/** Above this many accounts the table holds the first ones only and the server does the searching. */
export const ROWS_HELD = 1000;

export const accountKeys = {
  all: ["accounts"] as const,
  list: (filter: AccountsQuery) => ["accounts", "list", filter] as const,
  one: (id: string) => ["accounts", "one", id] as const,
  step: (id: string, step: StepName) => ["accounts", "one", id, "step", step] as const,
  externalId: (id: string) => ["accounts", "one", id, "external-id"] as const,
  accessKey: (id: string) => ["accounts", "one", id, "access-key"] as const,
  deployments: (id: string) => ["accounts", "one", id, "deployments"] as const,
  billingExport: (id: string) => ["accounts", "one", id, "billing-export"] as const,
  exportCandidates: (id: string) => ["accounts", "one", id, "billing-export", "candidates"] as const,
  ownerLinks: (id: string) => ["accounts", "one", id, "owner-links"] as const,
  checks: (id: string) => ["accounts", "one", id, "checks"] as const,
};

export interface AccountList {
  rows: AccountView[];
  /** How many the server has; more than `rows` when the list is longer than {@link ROWS_HELD}. */
  total: number;
}

/** All accounts that match, page by page, up to {@link ROWS_HELD}. */
export function accountList(filter: AccountsQuery = {}) {
  return queryOptions({
    queryKey: accountKeys.list(filter),
    queryFn: async ({ signal }): Promise<AccountList> => {
      const rows: AccountView[] = [];
      let cursor: string | null = null;
      let total: number;
      do {
        const query: AccountsQuery = { ...filter, limit: PAGE, ...(cursor === null ? {} : { cursor }) };
        const page = await call(api.GET("/accounts", { params: { query }, signal }));
        rows.push(...page.items);
        total = page.total;
        cursor = page.next_cursor;
      } while (cursor !== null && rows.length < ROWS_HELD);
      return { rows, total };
    },
  });
}

export function account(id: string) {
  return queryOptions({
    queryKey: accountKeys.one(id),
    queryFn: ({ signal }) =>
      call(api.GET("/accounts/{account_id}", { params: { path: { account_id: id } }, signal })),
  });
}

/** A step, asked for again while something is under way (live events only make it quicker). */
export function accountStep(id: string, step: StepName) {
  return queryOptions({
    queryKey: accountKeys.step(id, step),
    queryFn: ({ signal }) =>
      call(api.GET("/accounts/{account_id}/steps/{step}", { params: { path: { account_id: id, step } }, signal })),
    refetchInterval: (query) => pollDelay(query.state.data, Date.now()),
  });
}

/** A payer's billing export: what is chosen and what to launch. */
export function billingExport(id: string) {
  return queryOptions({
    queryKey: accountKeys.billingExport(id),
    queryFn: ({ signal }) =>
      call(api.GET("/accounts/{account_id}/billing-export", { params: { path: { account_id: id } }, signal })),
  });
}

/** The account's reports and exports, as AWS lists them now. */
export function exportCandidates(id: string) {
  return queryOptions({
    queryKey: accountKeys.exportCandidates(id),
    queryFn: ({ signal }) =>
      call(api.GET("/accounts/{account_id}/billing-export/candidates", { params: { path: { account_id: id } }, signal })),
  });
}

export const chooseExport = (id: string, body: ExportChoiceDraft) =>
  call(api.PUT("/accounts/{account_id}/billing-export", { params: { path: { account_id: id } }, body }));

/** The account's checks, newest first. */
export function accountChecks(id: string) {
  return infiniteQueryOptions({
    queryKey: accountKeys.checks(id),
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/accounts/{account_id}/checks", {
          params: { path: { account_id: id }, query: pageParam === null ? {} : { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export const registerAccount = (body: AccountDraft) => call(api.POST("/accounts", { body }));

const path = (account_id: string) => ({ params: { path: { account_id } } });
const stepPath = (account_id: string, step: StepName) => ({ params: { path: { account_id, step } } });

export const changeAccount = (id: string, body: AccountPatch) =>
  call(api.PATCH("/accounts/{account_id}", { ...path(id), body }));

export const confirmAccount = (id: string) => call(api.POST("/accounts/{account_id}/confirm", path(id)));

export const setRole = (id: string, role_arn: string) =>
  call(api.PUT("/accounts/{account_id}/role", { ...path(id), body: { role_arn } }));

export const askCheck = (id: string, step: StepName, trigger: "person" | "follow") =>
  call(api.POST("/accounts/{account_id}/steps/{step}/checks", { ...stepPath(id, step), body: { trigger } }));

export const skipStep = (id: string, step: StepName) =>
  call(api.POST("/accounts/{account_id}/steps/{step}/skip", stepPath(id, step)));

export const resumeStep = (id: string, step: StepName) =>
  call(api.POST("/accounts/{account_id}/steps/{step}/resume", stepPath(id, step)));
