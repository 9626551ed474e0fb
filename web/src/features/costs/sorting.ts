import type { Sorting } from "./address.ts";
import { changeInPerCent, compare, minus } from "./decimal.ts";
import type { Row } from "./pivot.ts";

/** What a row has in a column; `null` where it has nothing to be ordered by. */
export function amountIn(row: Row, column: string): string | null {
  switch (column) {
    case "total":
      return row.total;
    case "before":
      return row.before;
    case "change":
      return minus(row.total, row.before);
    case "percent":
      return changeInPerCent(row.before, row.total);
    default:
      return row.cells.get(column) ?? null;
  }
}

/** In exact order. The rest stays last: it is no group. */
export function sorted(rows: readonly Row[], sorting: Sorting | null, name: (row: Row) => string): Row[] {
  if (sorting === null) return [...rows];
  const { column, isDescending } = sorting;
  const order = column === "name" ? (a: Row, b: Row) => name(a).localeCompare(name(b), "en") : byAmount(column);
  const groups = rows.filter(({ kind }) => kind !== "rest").sort(order);
  if (isDescending) groups.reverse();
  return [...groups, ...rows.filter(({ kind }) => kind === "rest")];
}

const byAmount = (column: string) => (a: Row, b: Row) => {
  const [left, right] = [amountIn(a, column), amountIn(b, column)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compare(left, right);
};
