import type { BillAnswerRow, BillAnswerView } from "../../api/types.ts";
import { compare, plus, size } from "./decimal.ts";
import type { Asked } from "./question.ts";
import { isWithin, type Span, timesOf } from "./range.ts";

/** One group over time. Amounts are exact decimals in text. */
export interface Row {
  kind: "group" | "rest" | "total";
  /** `null` is no value; for the rest and the total it says nothing. */
  value: string | null;
  cells: ReadonlyMap<string, string>;
  total: string;
  /** What it was in the time before; "0" where nothing is compared. */
  before: string;
  /** How many lines of bills are in the total. */
  lines: number;
}

/** What is in one currency, or in one unit of usage. */
export interface Part {
  unit: string;
  times: readonly string[];
  /** The largest first, the rest last. */
  rows: readonly Row[];
  /** How many groups the rest is of; `null` where only the server could count them. */
  others: number | null;
  total: Row;
}

interface Growing extends Row {
  cells: Map<string, string>;
}

/**
 * An answer as tables, one for each unit: amounts of two are never added.
 *
 * @param top how many groups have a row of their own: those of the largest amounts, also of what is given back
 * @param known which months there are bills of: those before and after are not drawn
 */
export function partsOf(answer: BillAnswerView, asked: Asked, top: number, known: Span | null): Part[] {
  const parts = new Map<string, Map<string, Growing>>();
  for (const row of answer.rows) {
    const isBefore = asked.before !== null && isWithin(row.time ?? "", asked.before);
    // Between the days of this month and those of the last one.
    if (asked.before !== null && !isBefore && !isWithin(row.time ?? "", asked.span)) continue;
    const rows = parts.get(row.unit) ?? new Map<string, Growing>();
    parts.set(row.unit, rows);
    add(rowIn(rows, row), row, isBefore);
  }
  const found = [...parts].map(([unit, rows]) => partOf(unit, [...rows.values()], asked, top, known));
  return found.sort((a, b) => b.total.lines - a.total.lines || (a.unit < b.unit ? -1 : 1));
}

function rowIn(rows: Map<string, Growing>, { group, is_rest }: BillAnswerRow): Growing {
  const key = is_rest ? "rest" : JSON.stringify(group);
  const value = group[0] ?? null;
  const row: Growing = rows.get(key) ?? { kind: is_rest ? "rest" : "group", value, cells: new Map(), total: "0", before: "0", lines: 0 };
  rows.set(key, row);
  return row;
}

function add(to: Growing, { time, amount, rows }: BillAnswerRow, isBefore: boolean): void {
  if (isBefore) {
    to.before = plus(to.before, amount);
    return;
  }
  to.cells.set(time ?? "", plus(to.cells.get(time ?? "") ?? "0", amount));
  to.total = plus(to.total, amount);
  to.lines += rows;
}

function partOf(unit: string, all: readonly Row[], asked: Asked, top: number, known: Span | null): Part {
  const rest = all.filter(({ kind }) => kind === "rest");
  const groups = all.filter(({ kind }) => kind === "group").sort(bySize);
  // One that is left over alone is shown by its name.
  const most = rest.length === 0 && groups.length === top + 1 ? top + 1 : top;
  const shown = groups.slice(0, most).sort((a, b) => compare(b.total, a.total) || compare(b.before, a.before));
  const others = [...groups.slice(most), ...rest];
  return {
    unit,
    times: timesIn(all, asked, known),
    rows: others.length === 0 ? shown : [...shown, totalOf(others, "rest")],
    others: rest.length === 0 ? others.length : null,
    total: totalOf(all),
  };
}

/** What was large before and is nothing now is wanted as well. */
const weight = ({ total, before }: Row): string => (compare(size(total), size(before)) < 0 ? size(before) : size(total));

const bySize = (a: Row, b: Row): number => compare(weight(b), weight(a));

/** Every month or day of the span between the first and the last bill, and those outside that lines are dated in. */
function timesIn(rows: readonly Row[], asked: Asked, known: Span | null): string[] {
  const inside = timesOf(asked.span).filter((time) => known === null || isWithin(time.slice(0, 7), known));
  const times = new Set([...inside, ...rows.flatMap(({ cells }) => [...cells.keys()])]);
  return [...times].sort();
}

/** All rows as one. */
export function totalOf(rows: readonly Row[], kind: Row["kind"] = "total"): Row {
  const all: Growing = { kind, value: null, cells: new Map(), total: "0", before: "0", lines: 0 };
  for (const { cells, total, before, lines } of rows) {
    for (const [time, amount] of cells) all.cells.set(time, plus(all.cells.get(time) ?? "0", amount));
    all.total = plus(all.total, total);
    all.before = plus(all.before, before);
    all.lines += lines;
  }
  return all;
}

/** The largest rows, whether they cost or give back, and all others as one: more cannot be told apart in a chart. */
export function charted(part: Part, most: number): Row[] {
  const groups = part.rows.filter(({ kind }) => kind !== "rest");
  const chosen = [...groups].sort(bySize).slice(0, most);
  const others = part.rows.filter((row) => !chosen.includes(row));
  return others.length === 0 ? chosen : [...chosen, totalOf(others, "rest")];
}
