import { queryOptions } from "@tanstack/react-query";
import { accountKeys } from "./accounts.ts";
import { api, call } from "./client.ts";
import type { AccessKeyDraft, AccessKeyView, MethodsChoice } from "./types.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });

/** Between two looks at a rotation that goes on by itself; live events only make it quicker. */
const ROTATION_MS = 5_000;

/** What is known of an account's access key; never the key. Asked for again while its rotation runs. */
export function accessKey(id: string) {
  return queryOptions({
    queryKey: accountKeys.accessKey(id),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/access-key", { ...path(id), signal })),
    refetchInterval: (query) => (isRunning(query.state.data) ? ROTATION_MS : false),
  });
}

const isRunning = (view: AccessKeyView | undefined) => view?.rotation?.running ?? false;

/** The methods that are off until an operator turns them on. */
export const methods = queryOptions({
  queryKey: ["settings", "methods"] as const,
  queryFn: ({ signal }) => call(api.GET("/settings/methods", { signal })),
});

export const chooseMethods = (body: MethodsChoice) => call(api.PUT("/settings/methods", { body }));

export const saveAccessKey = (id: string, body: AccessKeyDraft) =>
  call(api.PUT("/accounts/{account_id}/access-key", { ...path(id), body }));

export const rotateAccessKey = (id: string) => call(api.POST("/accounts/{account_id}/access-key/rotation", path(id)));
