import type { TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import type { AccountRow } from "./tree.ts";

interface OpenRows {
  expandedItems: readonly AccountRow[];
  onExpandableItemToggle: TableProps.OnExpandableItemToggle<AccountRow>;
}

/**
 * Which payers show their linked accounts: all, but for those that the person folded.
 * While a filter is on, every one is open, or matches would be hidden.
 */
export function useOpenRows(rows: readonly AccountRow[], filtered: boolean): OpenRows {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const parents = new Set(rows.map((row) => row.parent));
  return {
    expandedItems: rows.filter((row) => parents.has(row.id) && (filtered || !folded.has(row.id))),
    onExpandableItemToggle: ({ detail }) => {
      setFolded((now) => {
        const next = new Set(now);
        if (detail.expanded) next.delete(detail.item.id);
        else next.add(detail.item.id);
        return next;
      });
    },
  };
}
