import Box from "@cloudscape-design/components/box";
import Icon from "@cloudscape-design/components/icon";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { RouteLink } from "../../ui/Links.tsx";
import { count } from "../bills/money.ts";
import { type CostsState, TOPS } from "./address.ts";
import { Amount, percentText } from "./Amount.tsx";
import { changeInPerCent, isZero, minus } from "./decimal.ts";
import { DrillLink } from "./DrillLink.tsx";
import type { Part, Row } from "./pivot.ts";
import type { Asked } from "./question.ts";
import { spanName, timeName } from "./range.ts";
import { dimensionName, isAccount, NO_VALUE, valueName, within } from "./words.ts";

export interface TableContext {
  part: Part;
  asked: Asked;
  state: CostsState;
  /** Empty where it is split by nothing. */
  by: string;
  names: Readonly<Record<string, string>>;
  /** In all; `null` where nobody has counted them for this unit. */
  groups: number | null;
  /** Accounts that have a page. */
  registered: ReadonlySet<string>;
  isNarrow: boolean;
}
type Column = TableProps.ColumnDefinition<Row> & { id: string };

/** The name, a column for each month, the total, and what it was before. */
export function columnsOf(context: TableContext): Column[] {
  const { part, asked, by } = context;
  const isByMonth = asked.each === "month" && part.times.length > 1;
  const name: Column = { id: "name", header: by === "" ? "" : dimensionName(by), isRowHeader: true, minWidth: 150, ...(by === "" ? {} : { sortingField: "name" }), cell: (row) => <Name row={row} {...context} /> };
  const months = isByMonth ? part.times.map((time) => amounts(context, time, timeName(time), (row) => row.cells.get(time))) : [];
  const now = asked.before !== null ? "Now" : isByMonth ? "Total" : spanName(asked.span);
  const total = amounts(context, "total", now, (row) => row.total);
  // What is compared stands side by side, and where there is room for one column it is the total.
  if (asked.before !== null) return [name, ...comparing(context, total), ...months];
  return context.isNarrow ? [name, total, ...months] : [name, ...months, total];
}

const number = (id: string, header: string, cell: (row: Row) => ReactNode): Column => ({
  id, sortingField: id, header: <div className="lf-number">{header}</div>, minWidth: 110, cell: (row) => <div className="lf-number">{emphasized(row, cell(row))}</div>,
});

const emphasized = ({ kind }: Row, content: ReactNode) => (kind === "total" ? <Box variant="strong">{content}</Box> : content);

function amounts({ state, by, part, asked }: TableContext, id: string, header: string, amountOf: (row: Row) => string | undefined): Column {
  const isUsage = state.view === "usage";
  return number(id, header, (row) => {
    const amount = amountOf(row);
    if (amount === undefined) return <span className="lf-about">–</span>;
    const shown = <Amount amount={amount} isExact={state.isExact} isUsage={isUsage} data-testid={`${testName(row)}-${id}-${part.unit}`} />;
    if (row.kind !== "group" || by === "") return shown;
    return <DrillLink isPlain to={within(state, row.value, id === "total" || asked.each === "day" ? undefined : id)}>{shown}</DrillLink>;
  });
}

const testName = ({ kind, value }: Row): string => (kind === "group" ? `cell-${value ?? NO_VALUE}` : kind);

function comparing({ state, part }: TableContext, total: Column): Column[] {
  const shown = (row: Row, amount: string, id: string) => (
    <Amount amount={amount} isExact={state.isExact} isUsage={state.view === "usage"} data-testid={`${testName(row)}-${id}-${part.unit}`} />
  );
  return [
    number("before", "Before", (row) => shown(row, row.before, "before")),
    total,
    number("change", "Change", (row) => shown(row, minus(row.total, row.before), "change")),
    number("percent", "Change in %", (row) => {
      const isNothing = isZero(row.before) && isZero(row.total);
      return <span className="lf-nowrap">{isNothing ? "–" : percentText(changeInPerCent(row.before, row.total))}</span>;
    }),
  ];
}

function Name({ row, state, by, names, groups, part, registered }: TableContext & { row: Row }) {
  if (row.kind === "total") return <Box variant="strong">Total</Box>;
  if (row.kind === "rest") return <Rest state={state} others={part.others ?? (groups === null ? null : groups - part.rows.length + 1)} />;
  const name = valueName(by, row.value, names);
  const link = <DrillLink to={within(state, row.value)}><span className="lf-cut" title={name}>{row.value === null ? <em>{name}</em> : name}</span></DrillLink>;
  if (row.value === null || !isAccount(by) || !registered.has(row.value)) return link;
  return (
    <>
      {link}{" "}
      <RouteLink to={`/accounts/${row.value}`}><Icon name="arrow-right" size="small" ariaLabel={`Page of account ${name}`} /></RouteLink>
    </>
  );
}

/** All that is in no row of its own, and how to see more of it. */
function Rest({ state, others }: { state: CostsState; others: number | null }) {
  const more = TOPS.find((top) => top > state.top);
  const text = others === null ? "All others" : `${count(others)} others`;
  if (more === undefined) return <em>{text}</em>;
  return <DrillLink to={{ ...state, top: more, page: 1 }} label={`${text}: show the top ${more}`}><em>{text}</em></DrillLink>;
}
