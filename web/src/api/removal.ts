import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { accountKeys } from "./accounts.ts";
import { api, call } from "./client.ts";
import type { RemovalView } from "./types.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });

/** Between two looks at a removal that goes on by itself, in milliseconds; live events only make it quicker. */
const EVERY = 2000;
const goesOn = (view: RemovalView | undefined) => view?.state === "looking" || view?.state === "waiting";

export const removalKey = (id: string) => ["removal", id] as const;

/** Not below the account's own key: it is asked for until the account is gone. */
export const removal = (id: string) =>
  queryOptions({
    queryKey: removalKey(id),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/removal", { ...path(id), signal })),
    refetchInterval: (query) => (goesOn(query.state.data) && query.state.error === null ? EVERY : false),
    retry: false,
  });

export const beginRemoval = (id: string) => call(api.POST("/accounts/{account_id}/removal", path(id)));
export const proveRemoval = (id: string) => call(api.POST("/accounts/{account_id}/removal/checks", path(id)));
export const cancelRemoval = (id: string) => call(api.DELETE("/accounts/{account_id}/removal", path(id)));

/** The record alone; what gives access stays in AWS. */
export const removeRecord = (account_id: string) =>
  call(api.DELETE("/accounts/{account_id}", { params: { path: { account_id }, query: { leave_access: true } } }));

/** Newest first; `null`: of every account. */
export const receipts = (accountId: string | null) =>
  infiniteQueryOptions({
    queryKey: ["receipts", accountId],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/receipts", {
          params: {
            query: {
              ...(accountId === null ? {} : { account_id: accountId }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** A text to keep; the browser saves it. */
export const receiptFile = (receiptId: string) => `/api/v1/receipts/${encodeURIComponent(receiptId)}/text`;

/** Roles that earlier registrations of an account left behind. */
export const orphans = (id: string) =>
  queryOptions({
    queryKey: [...accountKeys.one(id), "orphans"],
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/orphans", { ...path(id), signal })),
  });
