import CollectionPreferences, { type CollectionPreferencesProps } from "@cloudscape-design/components/collection-preferences";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { billLines } from "../../api/costs.ts";
import type { BillLinesQuestion, BillTableView } from "../../api/types.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { CostsProblem } from "./CostsProblem.tsx";
import type { CostsState } from "./address.ts";
import { LineCell } from "./LineCell.tsx";
import { chosenColumns, columnName, keepColumns } from "./line-columns.ts";
import { selectionOf } from "./question.ts";
import { useKept } from "./use-costs.ts";

interface LinesViewProps {
  state: CostsState;
  today: string;
  onChange: (more: Partial<CostsState>) => void;
}

const PAGE = 50;
/** The server skips no more; whoever wants more wants a file. */
const MOST_PAGES = 100_000 / PAGE;

type Line = BillTableView["rows"][number];

/** The rows of the bills behind the selection, the most expensive first. */
export function LinesView({ state, today, onChange }: LinesViewProps) {
  const page = Math.min(state.page, MOST_PAGES);
  const question: BillLinesQuestion = { selection: selectionOf(state, today), skip: (page - 1) * PAGE, rows: PAGE };
  const { data, isOlder, isLoading, error, retry } = useKept(useQuery({ ...billLines(question), placeholderData: keepPreviousData }));
  const table = data?.table ?? { columns: [], rows: [], is_cut: false };
  const all = table.columns.map(({ name }) => name);
  const [display, setDisplay] = useState(chosenColumns);
  const shown = display.filter(({ id }) => all.includes(id));
  const rest = all.filter((name) => !display.some(({ id }) => id === name)).map((id) => ({ id, visible: false }));
  const columnDisplay = [...shown, ...rest];
  return (
    <>
      <CostsProblem error={error} onRetry={retry} state={state} onChange={onChange} isOlder={isOlder} />
      <div className={isOlder ? "lf-older" : ""} aria-busy={isLoading}>
        <Table<Line>
          variant="container"
          items={table.rows}
          columnDefinitions={table.columns.map(({ name, kind }, place) => ({
            id: name,
            header: columnName(name),
            minWidth: name === "tags" || name === "description" ? 220 : 110,
            cell: (line) => <LineCell column={name} kind={kind} value={line[place] ?? null} />,
          }))}
          columnDisplay={columnDisplay}
          header={
            <Header variant="h2" description={`The rows of the bills behind this selection, the most expensive first.${hasSplit(table) ? SPLIT : ""}`}>
              Lines
            </Header>
          }
          loading={data === undefined && error === null}
          loadingText="Looking for the lines"
          empty={<EmptyState title="No lines">Nothing was billed that fits this selection.</EmptyState>}
          pagination={
            <Pagination
              currentPageIndex={page}
              pagesCount={page + (table.is_cut && page < MOST_PAGES ? 1 : 0)}
              openEnd={table.is_cut && page < MOST_PAGES}
              onChange={({ detail }) => { onChange({ page: detail.currentPageIndex }); }}
            />
          }
          preferences={
            <CollectionPreferences
              title="Columns"
              confirmLabel="Confirm"
              cancelLabel="Cancel"
              preferences={{ contentDisplay: columnDisplay }}
              contentDisplayPreference={{ title: "Columns that are shown", options: all.map((id) => ({ id, label: columnName(id) })), enableColumnFiltering: true }}
              onConfirm={({ detail }) => { setDisplay(keepColumns(columnsIn(detail.contentDisplay))); }}
            />
          }
          ariaLabels={{ tableLabel: "Lines of the bills" }}
          contentDensity="compact"
          enableKeyboardNavigation
          data-testid="cost-lines"
        />
      </div>
    </>
  );
}

const SPLIT = " Some show the cost of another line once more (split cost allocation): those are in no sum.";

function hasSplit({ columns, rows }: BillTableView): boolean {
  const place = columns.findIndex(({ name }) => name === "is_split");
  return rows.some((line) => line[place] === "true");
}

const columnsIn = (display: readonly CollectionPreferencesProps.ContentDisplayItem[] | undefined) =>
  (display ?? []).flatMap((one) => (one.type === "group" ? [] : [{ id: one.id, visible: one.visible }]));
