import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "./client.ts";
import type { DeliveryView, WebhookDraft, WebhookPatch } from "./types.ts";

const path = (webhook_id: string) => ({ params: { path: { webhook_id } } });

/** Between two looks at a delivery that is about to be tried; live events only make it quicker. */
const TRIED_SOON_MS = 2_000;

export const webhookKeys = {
  all: ["webhooks"] as const,
  one: (id: string) => ["webhooks", id] as const,
  deliveries: (id: string) => ["webhooks", id, "deliveries"] as const,
};

/** The webhooks of the workspace and the kinds that there are; never a URL. */
export const webhooks = queryOptions({
  queryKey: webhookKeys.all,
  queryFn: ({ signal }) => call(api.GET("/webhooks", { signal })),
});

export function webhook(id: string) {
  return queryOptions({
    queryKey: webhookKeys.one(id),
    queryFn: ({ signal }) => call(api.GET("/webhooks/{webhook_id}", { ...path(id), signal })),
  });
}

/** What was sent to a webhook, newest first; asked for again while a first try is awaited. */
export function deliveries(id: string) {
  return infiniteQueryOptions({
    queryKey: webhookKeys.deliveries(id),
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { cursor: pageParam };
      return call(api.GET("/webhooks/{webhook_id}/deliveries", { params: { path: { webhook_id: id }, query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(isNew)) === true ? TRIED_SOON_MS : false),
  });
}

const isNew = (delivery: DeliveryView) => delivery.state === "waiting" && delivery.tries === 0;

export const addWebhook = (body: WebhookDraft) => call(api.POST("/webhooks", { body }));

export const editWebhook = (id: string, body: WebhookPatch) =>
  call(api.PATCH("/webhooks/{webhook_id}", { ...path(id), body }));

export const removeWebhook = (id: string) => call(api.DELETE("/webhooks/{webhook_id}", path(id)));

export const replaceSecret = (id: string) => call(api.POST("/webhooks/{webhook_id}/secret", path(id)));

export const testWebhook = (id: string) => call(api.POST("/webhooks/{webhook_id}/test", path(id)));

export const redeliver = (id: string, delivery_id: string) =>
  call(api.POST("/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", { params: { path: { webhook_id: id, delivery_id } } }));
