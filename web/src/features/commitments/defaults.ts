import type { CommitmentList, CommitmentRulesView } from "../../api/types.ts";

/** What holds where a contract says nothing else; `null` before the server has answered. */
export const defaultsOf = (list: CommitmentList | undefined): CommitmentRulesView | null => list?.defaults ?? null;
