import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { Amount } from "../costs/Amount.tsx";
import { timeName } from "../costs/range.ts";
import { remainingAfter } from "./picture.ts";
import type { CommitmentYearStanding } from "../../api/types.ts";
import { isBelowZero, unsigned } from "./words.ts";
import { monthsOf } from "./years.ts";

interface MonthsTableProps {
  year: CommitmentYearStanding;
  currency: string;
}

interface Row {
  id: string;
  name: string;
  about: string;
  inMonth: string | null;
  spent: string;
  remaining: string;
  isForecast: boolean;
}

/** The picture in numbers: what was spent and what remained at the end of each month, and how the year is forecast to end. */
export function MonthsTable({ year, currency }: MonthsTableProps) {
  return (
    <Table
      variant="container"
      items={rowsOf(year)}
      trackBy="id"
      columnDefinitions={columns(currency)}
      header={<Header variant="h2" description="The picture in numbers, at the end of each month.">Months</Header>}
      ariaLabels={{ tableLabel: "The picture in numbers" }}
      stickyColumns={{ first: 1 }}
      contentDensity="compact"
      enableKeyboardNavigation
      data-testid="commitment-months"
    />
  );
}

function rowsOf(year: CommitmentYearStanding): Row[] {
  const months = monthsOf(year);
  const rows = months.map(({ month, day, inMonth, spent }, place) => ({
    id: month,
    name: timeName(month),
    about: place === months.length - 1 && day < year.to ? `to ${timeName(day)}` : "",
    inMonth, spent, remaining: remainingAfter(spent, year), isForecast: false,
  }));
  if (year.forecast === null || year.state !== "running") return rows;
  return [...rows, { id: "forecast", name: `Forecast for ${timeName(year.to, true)}`, about: "", inMonth: null, spent: year.forecast, remaining: remainingAfter(year.forecast, year), isForecast: true }];
}

const columns = (currency: string): TableProps.ColumnDefinition<Row>[] => [
  {
    id: "name", header: "Month", isRowHeader: true, minWidth: 130,
    cell: ({ name, about, isForecast }) => (
      <>{isForecast ? <em>{name}</em> : name} {about !== "" && <span className="lf-about">{about}</span>}</>
    ),
  },
  number("inMonth", `Spent (${currency})`, ({ inMonth, id }) => (inMonth === null ? <span className="lf-about">–</span> : <Amount amount={inMonth} data-testid={`month-${id}-spent`} />)),
  number("spent", "Spent so far", ({ spent, id }) => <Amount amount={spent} data-testid={`month-${id}-all`} />),
  number("remaining", "Remaining", ({ remaining, id }) => (
    <>
      {isBelowZero(remaining) && <span className="lf-about">over by </span>}
      <Amount amount={unsignedBelow(remaining)} data-testid={`month-${id}-remaining`} />
    </>
  )),
];

const unsignedBelow = (amount: string): string => (isBelowZero(amount) ? unsigned(amount) : amount);

const number = (id: string, header: string, cell: (row: Row) => ReactNode): TableProps.ColumnDefinition<Row> => ({
  id, header: <div className="lf-number">{header}</div>, minWidth: 130,
  cell: (row) => <div className="lf-number lf-nowrap">{row.isForecast ? <Box variant="span" fontWeight="bold">{cell(row)}</Box> : cell(row)}</div>,
});
