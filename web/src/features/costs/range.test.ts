import { expect, it } from "vitest";
import { canBeByDay, isRange, spanBefore, spanName, spanOf, splitBy, timesOf } from "./range.ts";

const TODAY = "2026-03-31";

it.each([
  ["3m", "2026-01", "2026-03", "2025-10", "2025-12"],
  ["12m", "2025-04", "2026-03", "2024-04", "2025-03"],
  ["mtd", "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
  ["2026-01", "2026-01", "2026-01", "2025-12", "2025-12"],
  ["2025-11..2026-01", "2025-11", "2026-01", "2025-08", "2025-10"],
  ["2026-02-27..2026-03-02", "2026-02-27", "2026-03-02", "2026-02-23", "2026-02-26"],
])("%s is from %s to %s, after %s to %s", (range, from, to, beforeFrom, beforeTo) => {
  const span = spanOf(range, TODAY);
  expect(span).toEqual({ from, to });
  expect(spanBefore(range, span)).toEqual({ from: beforeFrom, to: beforeTo });
});

it("takes no range that is none", () => {
  const good = ["6m", "mtd", "2026-01", "2026-01..2026-02", "2026-01-31", "2026-01-31..2026-02-01"];
  const bad = ["", "7m", "2026-13", "2026-02-30", "2026-02..2026-01", "2026-01..2026-01-31", "2026-01..2026-02..2026-03", "constructor"];
  expect(good.filter((range) => !isRange(range))).toEqual([]);
  expect(bad.filter(isRange)).toEqual([]);
});

it("has every month and day in it", () => {
  expect(timesOf({ from: "2025-12", to: "2026-02" })).toEqual(["2025-12", "2026-01", "2026-02"]);
  expect(timesOf(splitBy({ from: "2024-02", to: "2024-02" }, "day"))).toHaveLength(29);
  expect(timesOf(splitBy({ from: "2025-12-31", to: "2026-01-01" }, "month"))).toEqual(["2025-12", "2026-01"]);
  expect([canBeByDay({ from: "2026-01", to: "2026-03" }), canBeByDay({ from: "2026-01", to: "2026-04" })]).toEqual([true, false]);
});

it("says them for people", () => {
  const spans = [["2026-01", "2026-01"], ["2025-12", "2026-01"], ["2026-01-05", "2026-01-09"], ["2026-01-05", "2026-02-09"], ["2025-12-31", "2026-01-01"]];
  expect(spans.map(([from = "", to = ""]) => spanName({ from, to }))).toEqual([
    "Jan 2026", "Dec 2025 – Jan 2026", "5–9 Jan 2026", "5 Jan – 9 Feb 2026", "31 Dec 2025 – 1 Jan 2026",
  ]);
});
