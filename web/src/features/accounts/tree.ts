import type { AccountView } from "../../api/types.ts";

/** A row of the table: a registered account, or the payer that a linked account named and nobody registered. */
export type AccountRow =
  | { type: "account"; id: string; parent: string | null; account: AccountView }
  | { type: "missing_payer"; id: string; parent: null; payer: string; linked: number }
  /** The payer is registered but not among the rows held: the server narrowed them by a search. */
  | { type: "hidden_payer"; id: string; parent: null; payer: string };

/**
 * Puts each linked account under its payer.
 *
 * A payer that is not among the rows gets a row of its own, so that no linked account hangs in the air.
 */
export function accountTree(accounts: readonly AccountView[]): AccountRow[] {
  const ids = new Set(accounts.map((account) => account.account_id));
  const rows: AccountRow[] = accounts.map((account) => ({
    type: "account",
    id: account.account_id,
    parent: account.payer === account.account_id ? null : account.payer,
    account,
  }));
  return [...strangers(accounts, ids), ...rows];
}

function strangers(accounts: readonly AccountView[], ids: ReadonlySet<string>): AccountRow[] {
  const rows = new Map<string, AccountRow>();
  for (const { payer, payer_registered } of accounts) {
    if (payer === null || ids.has(payer) || rows.has(payer)) continue;
    const linked = accounts.filter((account) => account.payer === payer).length;
    rows.set(
      payer,
      payer_registered
        ? { type: "hidden_payer", id: payer, parent: null, payer }
        : { type: "missing_payer", id: payer, parent: null, payer, linked },
    );
  }
  return [...rows.values()];
}

export interface RowFilter {
  text: string;
  kind: AccountView["kind"] | "unknown" | "all";
  status: AccountView["status"] | "all";
}

export const NO_FILTER: RowFilter = { text: "", kind: "all", status: "all" };

/** Whether a row itself matches; its payer is kept by the table whenever one of its linked accounts does. */
export function matches(row: AccountRow, filter: RowFilter): boolean {
  if (row.type !== "account") return filter.kind === "all" && filter.status === "all" && row.payer.includes(digits(filter.text));
  const { account } = row;
  if (filter.kind !== "all" && (account.kind ?? "unknown") !== filter.kind) return false;
  if (filter.status !== "all" && account.status !== filter.status) return false;
  const text = filter.text.trim().toLowerCase();
  if (text === "") return true;
  return account.name.toLowerCase().includes(text) || account.account_id.includes(digits(text));
}

/** An account id as people paste it, without hyphens and blanks; other text stays as it is. */
function digits(text: string): string {
  const trimmed = text.trim();
  return /^[\d\s-]+$/.test(trimmed) ? trimmed.replace(/[\s-]/g, "") : trimmed;
}
