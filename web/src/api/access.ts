import { queryOptions } from "@tanstack/react-query";
import { accountKeys } from "./accounts.ts";
import { api, call } from "./client.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });

/** The account's external id, and the next one while it is rotated. */
export function externalId(id: string) {
  return queryOptions({
    queryKey: accountKeys.externalId(id),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/external-id", { ...path(id), signal })),
  });
}

/** The newest deployments of the Terraform module in the account. */
export function deployments(id: string) {
  return queryOptions({
    queryKey: accountKeys.deployments(id),
    queryFn: ({ signal }) => call(api.GET("/accounts/{account_id}/deployments", { ...path(id), signal })),
  });
}

export const beginRotation = (id: string) => call(api.POST("/accounts/{account_id}/external-id/rotation", path(id)));

export const finishRotation = (id: string) =>
  call(api.POST("/accounts/{account_id}/external-id/rotation/finish", path(id)));

export const cancelRotation = (id: string) => call(api.DELETE("/accounts/{account_id}/external-id/rotation", path(id)));
