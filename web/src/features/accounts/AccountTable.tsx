import { useCollection } from "@cloudscape-design/collection-hooks";
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import { usePermit } from "../../app/permit.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkButton } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { AccountFilters, isFiltered } from "./AccountFilters.tsx";
import { AccountTableHeader } from "./AccountTableHeader.tsx";
import { columns, nameColumn } from "./columns.tsx";
import { type AccountRow, matches, type RowFilter } from "./tree.ts";
import type { AccountRows } from "./use-account-rows.ts";
import { useOpenRows } from "./use-open-rows.ts";

/** Families (a payer with its linked accounts) per page of the table. */
const PAGE_SIZE = 50;

interface AccountTableProps {
  accounts: AccountRows;
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
  onClear: () => void;
}

export function AccountTable({ accounts, filter, onFilter, onClear }: AccountTableProps) {
  const { rows, total, truncated, loading, error, retry } = accounts;
  const matching = useMemo(() => rows.filter((row) => matches(row, filter)), [rows, filter]);
  const shown = useMemo(() => withParents(matching, rows), [matching, rows]);
  const { items, collectionProps, paginationProps, actions } = useCollection(shown, {
    pagination: { pageSize: PAGE_SIZE },
    sorting: { defaultState: { sortingColumn: nameColumn } },
    selection: { trackBy: "id" },
    expandableRows: {
      getId: (row) => row.id,
      getParentId: (row) => row.parent,
    },
  });
  const open = useOpenRows(shown, isFiltered(filter));
  const selected = (collectionProps.selectedItems ?? []).flatMap((row) => (row.type === "account" ? [row.account] : []));
  return (
    <SpaceBetween size="m">
      {error !== null && <ProblemAlert error={error} onRetry={retry} />}
      {truncated && (
        <Alert type="info">
          There are {total} accounts. The table holds the first {rows.length}; searching and filtering look through all.
        </Alert>
      )}
      <Table
        {...collectionProps}
        {...(collectionProps.expandableRows && { expandableRows: { ...collectionProps.expandableRows, ...open } })}
        data-testid="accounts-table"
        variant="full-page"
        stickyHeader
        wrapLines
        enableKeyboardNavigation
        trackBy="id"
        selectionType="multi"
        isItemDisabled={(row) => row.type !== "account"}
        items={error === null ? items : []}
        columnDefinitions={columns}
        loading={loading && rows.length === 0 && error === null}
        loadingText="Loading accounts"
        header={
          <AccountTableHeader
            total={total}
            selected={selected}
            onDone={() => { actions.setSelectedItems([]); }}
          />
        }
        filter={<AccountFilters filter={filter} onChange={onFilter} count={matching.length} />}
        pagination={<Pagination {...paginationProps} />}
        empty={error === null ? <Nothing filtered={isFiltered(filter)} onClear={onClear} /> : "The accounts could not be loaded."}
        ariaLabels={{
          tableLabel: "Accounts",
          selectionGroupLabel: "Select accounts",
          allItemsSelectionLabel: () => "Select all accounts",
          itemSelectionLabel: (_state, row) => `Select ${row.type === "account" ? row.account.name : row.payer}`,
          expandButtonLabel: (row) => `Show the linked accounts of ${row.id}`,
          collapseButtonLabel: (row) => `Hide the linked accounts of ${row.id}`,
        }}
      />
    </SpaceBetween>
  );
}

/** A match deep in the tree needs its payer over it. */
function withParents(matching: readonly AccountRow[], rows: readonly AccountRow[]): AccountRow[] {
  const wanted = new Set(matching.flatMap((row) => (row.parent === null ? [row.id] : [row.id, row.parent])));
  return rows.filter((row) => wanted.has(row.id));
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const permit = usePermit();
  if (filtered) {
    return (
      <EmptyState title="No account matches" action={<Button onClick={onClear}>Clear the filter</Button>}>
        Look for a part of the name, or for the account id with or without hyphens.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No accounts yet"
      action={
        <LinkButton to="/register" variant="primary" {...permit} data-testid="register-first">
          Register an account
        </LinkButton>
      }
    >
      Begin with the payer (management) account of your organization: its linked accounts are found through it.
    </EmptyState>
  );
}
