import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useNarrow } from "../../app/use-narrow.ts";
import { count } from "../bills/money.ts";
import type { CostsState } from "./address.ts";
import { columnsOf, type TableContext } from "./columns.tsx";
import type { Part, Row } from "./pivot.ts";
import type { Asked } from "./question.ts";
import { type Span, spanName, timeName } from "./range.ts";
import { sorted } from "./sorting.ts";
import { useAccountNames } from "./use-costs.ts";
import { dimensionName, valueName } from "./words.ts";

interface CostTableProps {
  part: Part;
  asked: Asked;
  state: CostsState;
  title: string;
  /** How many groups there are in all, where that is known of this unit. */
  groups: number | null;
  registered: ReadonlySet<string>;
  /** From the first to the last month that there is a bill of. */
  known: Span | null;
  onChange: (more: Partial<CostsState>) => void;
}

const PAGE = 25;

/** The numbers of the chart: a row for each group, exact, under the total of all. */
export function CostTable({ part, asked, state, title, groups, registered, known, onChange }: CostTableProps) {
  const names = useAccountNames();
  const by = asked.question.group_by?.[0] ?? "";
  const context: TableContext = { part, asked, state, by, names, groups, registered, isNarrow: useNarrow() };
  const columns = columnsOf(context);
  const rows = by === "" ? [] : sorted(part.rows, state.sorting, (row) => valueName(by, row.value, names));
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(state.page, pages);
  const shown: Row[] = [part.total, ...rows.slice((page - 1) * PAGE, page * PAGE)];
  const sortingColumn = columns.find(({ id }) => id === (state.sorting?.column ?? "total"));
  return (
    <Table
      variant="container"
      items={shown}
      columnDefinitions={columns}
      trackBy={keyOf}
      header={
        <Header variant="h2" counter={by === "" ? "" : `(${count(part.rows.filter(({ kind }) => kind === "group").length)})`} description={`${compared(asked, known)}Exact sums of ${count(part.total.lines)} lines. Follow a name or an amount to look into it.`}>
          {title}
        </Header>
      }
      pagination={
        pages > 1 ? (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => { onChange({ page: detail.currentPageIndex }); }}
          />
        ) : undefined
      }
      {...(sortingColumn === undefined ? {} : { sortingColumn })}
      sortingDescending={state.sorting?.isDescending ?? true}
      onSortingChange={({ detail }) => { onChange({ sorting: sortingOf(detail, state), page: 1 }); }}
      ariaLabels={{ tableLabel: title }}
      stickyColumns={asked.before === null && columns.length > 2 && !context.isNarrow ? { first: 1, last: 1 } : { first: 1 }}
      contentDensity="compact"
      enableKeyboardNavigation
      data-testid={`cost-table-${part.unit}`}
    />
  );
}

/** What is compared with what, and what is to be known about it. */
function compared({ span, before, isOpen, each }: Asked, known: Span | null): string {
  if (before === null) return "";
  const begin = known?.from ?? "";
  const missing = before.from.slice(0, 7) < begin ? `There are bills from ${timeName(begin)} on. ` : "";
  const open = isOpen && each === "month" ? `${timeName(span.to)} is not over. ` : "";
  return `Now is ${spanName(span)}, before ${spanName(before)}. ${missing}${open}`;
}

const keyOf = ({ kind, value }: Row): string => `${kind} ${JSON.stringify(value)}`;

/** A column that was not sorted by begins with its largest, as names begin with A. */
function sortingOf({ sortingColumn, isDescending }: TableProps.SortingState<Row>, state: CostsState) {
  const column = sortingColumn.sortingField ?? "total";
  const isSame = column === (state.sorting?.column ?? "total");
  return { column, isDescending: isSame ? (isDescending ?? false) : column !== "name" };
}

export const tableTitle = (asked: Asked, what: string): string => {
  const by = asked.question.group_by?.[0];
  return by === undefined ? what : `${what} by ${dimensionName(by).replace(/^./, (first) => first.toLowerCase())}`;
};
