import type { CommitmentList, CommitmentRulesView } from "./types.ts";

/** What a server may say that knows more than the OpenAPI document of today. */
interface WithDefaults {
  defaults?: CommitmentRulesView;
}

/** What holds where a contract says nothing else; `null` where the server does not say it. */
export const defaultsOf = (list: (CommitmentList & WithDefaults) | undefined): CommitmentRulesView | null => list?.defaults ?? null;
