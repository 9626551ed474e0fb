import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import type { Role, TokenDraft, UserDraft } from "./types.ts";

export const identity = queryOptions({
  queryKey: ["identity"] as const,
  queryFn: ({ signal }) => call(api.GET("/identity", { signal })),
});

/** How stacks call back; asked again while a page shows it, since nothing tells of a message. */
export const callback = queryOptions({
  queryKey: ["callback"] as const,
  queryFn: ({ signal }) => call(api.GET("/callback", { signal })),
  refetchInterval: 15_000,
});

/** The server as an OIDC issuer, also where it is none. */
export const issuer = queryOptions({
  queryKey: ["issuer"] as const,
  queryFn: ({ signal }) => call(api.GET("/issuer", { signal })),
});

export const rotateIssuer = () => call(api.POST("/issuer/keys"));

export const users = queryOptions({
  queryKey: ["users"] as const,
  queryFn: ({ signal }) => call(api.GET("/users", { signal })),
});

export const tokens = queryOptions({
  queryKey: ["tokens"] as const,
  queryFn: ({ signal }) => call(api.GET("/tokens", { signal })),
});

/** The person's own workspaces. */
export const workspaces = queryOptions({
  queryKey: ["workspaces"] as const,
  queryFn: ({ signal }) => call(api.GET("/workspaces", { signal })),
});

export const permissions = queryOptions({
  queryKey: ["permissions"] as const,
  queryFn: ({ signal }) => call(api.GET("/permissions", { signal })),
});

/** Work that was given up after its last attempt. */
export const deadWork = queryOptions({
  queryKey: ["work", "dead"] as const,
  queryFn: ({ signal }) => call(api.GET("/work", { params: { query: { state: "dead" } }, signal })),
});

/** The audit log, newest first; of one account when `accountId` is given. */
export function activity(accountId: string | null) {
  return infiniteQueryOptions({
    queryKey: ["activity", accountId] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(pageParam === null ? {} : { cursor: pageParam }),
        ...(accountId === null ? {} : { account_id: accountId }),
      };
      return call(api.GET("/activity", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export const verification = queryOptions({
  queryKey: ["activity", "verification"] as const,
  queryFn: ({ signal }) => call(api.GET("/activity/verification", { signal })),
});

export const inviteUser = (body: UserDraft) => call(api.POST("/users", { body }));

export const changeUserRole = (user_id: string, role: Role) =>
  call(api.PATCH("/users/{user_id}", { params: { path: { user_id } }, body: { role } }));

export const removeUser = (user_id: string) =>
  call(api.DELETE("/users/{user_id}", { params: { path: { user_id } } }));

export const createToken = (body: TokenDraft) => call(api.POST("/tokens", { body }));

export const revokeToken = (token_id: string) =>
  call(api.DELETE("/tokens/{token_id}", { params: { path: { token_id } } }));

export const retryWork = (work_id: string) =>
  call(api.POST("/work/{work_id}/retry", { params: { path: { work_id } } }));
