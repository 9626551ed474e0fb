import { queryOptions } from "@tanstack/react-query";
import createClient from "openapi-fetch";
import { API_BASE, call } from "./client.ts";
import { pollDelay } from "./poll.ts";
import type { OwnerView, paths, StepName } from "./types.ts";

/** Between two looks while nothing is under way: a link that was revoked is noticed within a minute. */
const IDLE_MS = 60_000;

/** Sends no cookie and names no workspace: the link is all that counts. */
const ownersApi = createClient<paths>({
  baseUrl: new URL(API_BASE, globalThis.location.origin).href,
  fetch: (request) => globalThis.fetch(request),
  credentials: "omit",
});

const shown = (link: string) => ({ headers: { Authorization: `Bearer ${link}` } });

/** Everything that the holder of a link sees, asked for again while something is under way. */
export function ownerPage(link: string) {
  return queryOptions({
    queryKey: ["owner", link] as const,
    queryFn: ({ signal }) => call(ownersApi.GET("/owner", { ...shown(link), signal })),
    refetchInterval: ({ state: { data, error } }) => (error === null ? ownerDelay(data, Date.now()) : false),
  });
}

/** How long until the page is asked for again, in milliseconds. */
export function ownerDelay(view: OwnerView | undefined, now: number): number {
  const delays = (view?.steps ?? []).map((step) => pollDelay(step, now)).filter((delay) => delay !== false);
  return Math.min(IDLE_MS, ...delays);
}

export const askOwnerCheck = (link: string, step: StepName, trigger: "person" | "follow") =>
  call(ownersApi.POST("/owner/steps/{step}/checks", { ...shown(link), params: { path: { step } }, body: { trigger } }));

export const setOwnerRole = (link: string, role_arn: string) =>
  call(ownersApi.PUT("/owner/role", { ...shown(link), body: { role_arn } }));
