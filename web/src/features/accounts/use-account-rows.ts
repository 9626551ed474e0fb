import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { accountList } from "../../api/accounts.ts";
import type { AccountsQuery } from "../../api/types.ts";
import { type AccountRow, accountTree, type RowFilter } from "./tree.ts";

export interface AccountRows {
  rows: AccountRow[];
  /** How many accounts the server has, whatever the filter. */
  total: number;
  /** The server has more than the table holds: it shows the first ones, and searching asks the server. */
  truncated: boolean;
  loading: boolean;
  error: unknown;
  retry: () => void;
}

/**
 * The rows of the account table.
 *
 * A tree cannot be paged by the server without tearing families apart, so the table holds all accounts, fetched
 * 200 at a time: one to five requests for hundreds of them. Beyond 1,000 it holds the first ones, and search and
 * filters become questions to the server, which searches all.
 */
export function useAccountRows(filter: RowFilter): AccountRows {
  const whole = useQuery(accountList());
  const truncated = whole.data !== undefined && whole.data.total > whole.data.rows.length;
  const question = useDeferredValue(questionOf(filter));
  const narrowed = useQuery({
    ...accountList(question),
    enabled: truncated && Object.keys(question).length > 0,
    placeholderData: keepPreviousData,
  });
  const answer = truncated ? (narrowed.data ?? whole.data) : whole.data;
  const rows = useMemo(() => accountTree(answer?.rows ?? []), [answer]);
  return {
    rows,
    total: whole.data?.total ?? 0,
    truncated,
    loading: whole.isPending || narrowed.isFetching,
    error: whole.data === undefined ? whole.error : null,
    retry: () => void whole.refetch(),
  };
}

function questionOf({ text, kind, status }: RowFilter): AccountsQuery {
  const search = text.trim();
  return {
    ...(search === "" ? {} : { search }),
    ...(kind === "all" || kind === "unknown" || kind === null ? {} : { kind }),
    ...(status === "all" ? {} : { status }),
  };
}
