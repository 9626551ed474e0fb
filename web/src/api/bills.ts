import { queryOptions } from "@tanstack/react-query";
import { accountKeys } from "./accounts.ts";
import { api, call } from "./client.ts";
import type { BillsView } from "./types.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });

/** Between two looks while bills are read, in milliseconds; live events only make it quicker. */
const EVERY = 2000;

const moves = (view: BillsView) => view.months.some(({ state }) => state === "waiting" || state === "reading");

/** Below the account's key, so that its events bring it up to date. */
export const billsKey = (id: string) => [...accountKeys.one(id), "bills"] as const;

export const bills = (id: string) =>
  queryOptions({
    queryKey: billsKey(id),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/bills", { ...path(id), signal })),
    refetchInterval: (query) => (query.state.data !== undefined && moves(query.state.data) && query.state.error === null ? EVERY : false),
  });

export const syncBills = (id: string) => call(api.POST("/accounts/{account_id}/bills/sync", path(id)));
