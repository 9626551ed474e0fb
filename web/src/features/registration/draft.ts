import type { AccountDraft, Method, TagAccess, Trust } from "../../api/types.ts";

/** The region whose console and templates every account has; AWS's own default for global things. */
export const DEFAULT_REGION = "us-east-1";

/** What the person has typed so far; it lives in the address, so that a reload or the back button loses nothing. */
export interface Draft {
  method: Method;
  accountId: string;
  name: string;
  region: string;
  /** `null`: the server's usual ones. */
  capabilities: readonly string[] | null;
  tagAccess: TagAccess | null;
  /** `null`: the server's usual one. */
  trust: Trust | null;
}
export type DraftStep = "method" | "details";

const TRUSTS: readonly Trust[] = ["role", "issuer"];
const TAGS: readonly TagAccess[] = ["none", "read", "write"];
const METHODS: readonly Method[] = ["console_stack", "role_arn", "cli", "terraform", "access_keys", "machine_identity"];

export function readDraft(query: URLSearchParams): Draft {
  return {
    method: METHODS.find((method) => method === query.get("method")) ?? "console_stack",
    accountId: query.get("account_id") ?? "",
    name: query.get("name") ?? "",
    region: query.get("region") ?? DEFAULT_REGION,
    capabilities: query.get("on")?.split(",").filter((name) => name !== "") ?? null,
    tagAccess: TAGS.find((access) => access === query.get("tags")) ?? null,
    trust: TRUSTS.find((trust) => trust === query.get("trust")) ?? null,
  };
}

export const readStep = (query: URLSearchParams): DraftStep => (query.get("step") === "details" ? "details" : "method");

export function writeDraft(draft: Draft, step: DraftStep): URLSearchParams {
  const query = new URLSearchParams({ step, method: draft.method });
  if (draft.accountId !== "") query.set("account_id", draft.accountId);
  if (draft.name !== "") query.set("name", draft.name);
  if (draft.region !== DEFAULT_REGION) query.set("region", draft.region);
  if (draft.capabilities !== null) query.set("on", draft.capabilities.join(","));
  if (draft.tagAccess !== null) query.set("tags", draft.tagAccess);
  if (draft.trust !== null) query.set("trust", draft.trust);
  return query;
}

/** An account id as typed or pasted, without the hyphens and blanks that people's documents have in it. */
export const tidyAccountId = (typed: string): string => typed.replace(/[\s\u00a0-]/g, "");

/** The request; what was left out is left to the server. */
export function toRequest({ method, accountId, name, region, capabilities, tagAccess, trust }: Draft): AccountDraft {
  return {
    method,
    account_id: tidyAccountId(accountId),
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    ...(region.trim() === "" ? {} : { region: region.trim() }),
    ...(capabilities === null ? {} : { capabilities: [...capabilities] }),
    ...(tagAccess === null ? {} : { tag_access: tagAccess }),
    ...(trust === null ? {} : { trust }),
  };
}
