import { queryOptions } from "@tanstack/react-query";
import { accountKeys } from "./accounts.ts";
import { api, call } from "./client.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });

/** The links that were made for the account's owner. */
export function ownerLinks(id: string) {
  return queryOptions({
    queryKey: accountKeys.ownerLinks(id),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/owner-links", { ...path(id), signal })),
  });
}

export const makeOwnerLink = (id: string, expires_in_days: number) =>
  call(api.POST("/accounts/{account_id}/owner-links", { ...path(id), body: { expires_in_days } }));

/** For an account of a payer's organization, which is registered by that if it was not. */
export const makeLinkedOwnerLink = (account_id: string, linked_id: string, expires_in_days: number) =>
  call(
    api.POST("/accounts/{account_id}/linked/{linked_id}/owner-links", {
      params: { path: { account_id, linked_id } },
      body: { expires_in_days },
    }),
  );

export const revokeOwnerLink = (account_id: string, link_id: string) =>
  call(api.DELETE("/accounts/{account_id}/owner-links/{link_id}", { params: { path: { account_id, link_id } } }));
