import { expect, it } from "vitest";
import type { BillAnswerRow } from "../../api/types.ts";
import { type CostsState, START } from "./address.ts";
import { charted, partsOf } from "./pivot.ts";
import { askedBy } from "./question.ts";

const TODAY = "2026-11-21";
const row = (time: string, name: string | null, amount: string, more: Partial<BillAnswerRow> = {}): BillAnswerRow => ({
  unit: "USD", time, group: [name], is_rest: false, amount, rows: 1, ...more,
});
const rest = (time: string, amount: string) => row(time, null, amount, { group: [], is_rest: true });
const parts = (state: Partial<CostsState>, rows: BillAnswerRow[], known = { from: "2026-01", to: "2026-11" }) =>
  partsOf({ rows, groups: 9, account_names: {} }, askedBy({ ...START, ...state }, TODAY), state.top ?? 10, known);

it("lays groups out by month, with the rest and the total exact", () => {
  const rows = [row("2026-10", "A", "0.1"), row("2026-10", null, "-5"), rest("2026-10", "1"), row("2026-11", "A", "0.2"), rest("2026-11", "2.000000000001")];
  const [part, ...more] = parts({}, rows, { from: "2026-10", to: "2026-11" });
  expect(more).toEqual([]);
  expect(part?.times).toEqual(["2026-10", "2026-11"]);
  expect(part?.rows.map(({ kind, value, total }) => [kind, value, total])).toEqual([
    ["group", "A", "0.3"], ["group", null, "-5"], ["rest", null, "3.000000000001"],
  ]);
  expect([...(part?.total.cells ?? [])]).toEqual([["2026-10", "-3.9"], ["2026-11", "2.200000000001"]]);
  expect(part?.total.total).toBe("-1.699999999999");
});

it("never adds two currencies", () => {
  const found = parts({}, [row("2026-11", "A", "1"), row("2026-11", "A", "2", { unit: "CNY", rows: 9 })]);
  expect(found.map(({ unit, total }) => [unit, total.total])).toEqual([["CNY", "2"], ["USD", "1"]]);
});

it("tells the time before apart", () => {
  const rows = [row("2026-05", "gone", "7"), row("2026-05", "A", "1"), row("2026-11", "A", "3")];
  const [part] = parts({ isCompared: true }, rows);
  expect(part?.rows.map(({ value, total, before }) => [value, total, before])).toEqual([["A", "3", "1"], ["gone", "0", "7"]]);
  expect(part?.total.before).toBe("8");
  expect(part?.times).not.toContain("2026-05");
});

it("compares the days of this month with the same days of the last one", () => {
  const rows = ["2026-10-21", "2026-10-22", "2026-10-31", "2026-11-01", "2026-11-21"].map((day) => row(day, "A", "1"));
  const [part] = parts({ range: "mtd", isCompared: true }, rows);
  expect([part?.total.before, part?.total.total]).toEqual(["1", "2"]);
});

it("loses no line that is dated outside the month that bills it", () => {
  const [part] = parts({ range: "2026-11" }, [row("2026-10-31", "A", "1"), row("2026-11-30", "A", "1")]);
  expect(part?.times[0]).toBe("2026-10-31");
  expect([part?.times.length, part?.total.total]).toEqual([31, "2"]);
});

it("has a row for the largest amounts, also of what is given back, and the others exactly as one", () => {
  const rows = [row("2026-11", "A", "9"), row("2026-11", "B", "0.1"), row("2026-11", "C", "0.2"), row("2026-11", "credit", "-50")];
  const cut = (top: number, more: BillAnswerRow[] = []) => parts({ top }, [...rows, ...more])[0];
  expect(cut(2)?.rows.map(({ kind, value, total }) => [kind, value, total])).toEqual([["group", "A", "9"], ["group", "credit", "-50"], ["rest", null, "0.3"]]);
  expect([cut(2)?.others, cut(3)?.others, cut(3)?.rows.length, cut(2, [rest("2026-11", "1")])?.others]).toEqual([2, 0, 4, null]);
  expect(cut(2, [rest("2026-11", "1")])?.rows.at(-1)?.total).toBe("1.3");
});

it("has a row for what was large before and is gone", () => {
  const rows = [row("2026-05", "gone", "7"), row("2026-11", "A", "3"), row("2026-11", "B", "2"), row("2026-11", "C", "1")];
  expect(parts({ isCompared: true, top: 2 }, rows)[0]?.rows.map(({ value }) => value)).toEqual(["A", "gone", null]);
});

it("draws the largest, also of what is given back, and all others as one", () => {
  const rows = [row("2026-11", "A", "9"), row("2026-11", "B", "1"), row("2026-11", "credit", "-50"), rest("2026-11", "2")];
  const [part] = parts({}, rows);
  const found = part === undefined ? [] : charted(part, 2);
  expect(found.map(({ kind, value, total }) => [kind, value, total])).toEqual([["group", "credit", "-50"], ["group", "A", "9"], ["rest", null, "3"]]);
});
