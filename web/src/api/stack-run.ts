import { api, call } from "./client.ts";
import type { RunDraft } from "./types.ts";

const path = (account_id: string) => ({ params: { path: { account_id } } });

export const startRun = (payer: string, body: RunDraft) => call(api.POST("/accounts/{account_id}/rollout/run", { ...path(payer), body }));

export type RunChange = "stop" | "retry" | "update" | "go_on";

/** What is done with a run that is there. */
export const changeRun = (payer: string, change: RunChange) => {
  switch (change) {
    case "stop": return call(api.POST("/accounts/{account_id}/rollout/run/stop", path(payer)));
    case "retry": return call(api.POST("/accounts/{account_id}/rollout/run/retry", path(payer)));
    case "update": return call(api.POST("/accounts/{account_id}/rollout/run/update", path(payer)));
    case "go_on": return call(api.POST("/accounts/{account_id}/rollout/run/go-on", path(payer)));
  }
};
