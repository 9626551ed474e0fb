import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { accountKeys } from "../api/accounts.ts";
import { billsKey } from "../api/bills.ts";
import { commitmentKeys } from "../api/commitments.ts";
import { costKeys } from "../api/costs.ts";
import type { EventView } from "../api/types.ts";
import { webhookKeys } from "../api/webhooks.ts";
import { listen } from "./live.ts";

/** Events come in bursts (a check changes step, account and activity): they are answered together. */
const GATHER_MS = 200;

/** Keeps every page true while it is open: what the server says has changed is asked for again. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const gathered = new Map<string, EventView>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const event of gathered.values()) refetch(client, event);
      gathered.clear();
    };
    const onEvent = (event: EventView) => {
      gathered.set(`${event.topic} ${event.account_id ?? ""}`, event);
      timer ??= setTimeout(flush, GATHER_MS);
    };
    let before = false;
    const onOpen = () => {
      // After a gap anything may have changed; at the first connection the page has just been loaded.
      if (before) void client.invalidateQueries();
      before = true;
    };
    void listen({ onEvent, onOpen }, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [client]);
}

function refetch(client: QueryClient, event: EventView): void {
  const invalidate = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
  switch (event.topic) {
    case "account":
      invalidate(event.account_id === null ? accountKeys.all : accountKeys.one(event.account_id));
      invalidate(["accounts", "list"]);
      return;
    case "bills":
      if (event.account_id !== null) invalidate(billsKey(event.account_id));
      invalidate(costKeys.all);
      invalidate(commitmentKeys.all);
      return;
    case "activity":
      invalidate(["activity"]);
      // Contracts are recorded there; how one stands is asked of the bills again only when they change.
      invalidate(commitmentKeys.list);
      return;
    case "work":
      invalidate(["work"]);
      invalidate(webhookKeys.all);
      return;
  }
}
