import { useState } from "react";
import { useSearchParams } from "react-router";
import { usePage } from "../../app/page.tsx";
import { AccountTable } from "./AccountTable.tsx";
import { NO_FILTER, type RowFilter } from "./tree.ts";
import { useAccountRows } from "./use-account-rows.ts";

const CRUMBS = [{ text: "Accounts", href: "/accounts" }];

/** All accounts of the workspace. The filter is in the address, so that a link can carry it. */
export function Component() {
  usePage("Accounts", CRUMBS);
  const [query, setQuery] = useSearchParams();
  const [filter, setFilter] = useState<RowFilter>(() => ({
    text: query.get("search") ?? "",
    kind: (query.get("kind") ?? "all") as RowFilter["kind"],
    status: (query.get("status") ?? "all") as RowFilter["status"],
  }));
  const accounts = useAccountRows(filter);
  const change = (next: RowFilter) => {
    setFilter(next);
    const entries = Object.entries({ search: next.text, kind: next.kind ?? "all", status: next.status });
    setQuery(Object.fromEntries(entries.filter(([, value]) => value !== "" && value !== "all")), { replace: true });
  };
  return <AccountTable accounts={accounts} filter={filter} onFilter={change} onClear={() => { change(NO_FILTER); }} />;
}
