import { expect, it } from "vitest";
import { type CostsState, START } from "./address.ts";
import { askedBy, eachOf, exported, valuesOf, whyNotByDay } from "./question.ts";
import { within } from "./words.ts";

const TODAY = "2026-11-21";
const state = (more: Partial<CostsState>): CostsState => ({ ...START, ...more });

it("asks by month, the top and the rest", () => {
  expect(askedBy(START, TODAY).question).toEqual({
    selection: { from: "2026-06", to: "2026-11", filters: [] }, measure: "unblended", granularity: "month", group_by: ["service"], top: 50,
  });
});

it("asks for the range and the time before at once", () => {
  const asked = askedBy(state({ range: "mtd", isCompared: true, view: "usage" }), TODAY);
  expect(asked.question).toMatchObject({ selection: { from: "2026-10-01", to: "2026-11-21" }, granularity: "day", measure: "usage" });
  expect([asked.before, asked.span]).toEqual([{ from: "2026-10-01", to: "2026-10-21" }, { from: "2026-11-01", to: "2026-11-21" }]);
  expect(askedBy(state({ range: "2026-11", each: "day", isCompared: true }), TODAY).question.granularity).toBe("month");
});

it.each<[Partial<CostsState>, string, boolean]>([
  [{}, "month", false],
  [{ range: "2026-10" }, "day", true],
  [{ range: "2026-10", each: "month" }, "month", true],
  [{ range: "12m", each: "day" }, "month", false],
  [{ range: "3m", each: "day" }, "day", true],
])("%j is drawn by %s", (more, want, canBeByDay) => {
  expect(eachOf(state(more), TODAY)).toBe(want);
  expect(whyNotByDay(state(more), TODAY) === null).toBe(canBeByDay);
});

it("offers the values that other filters let through", () => {
  const filters = [{ dimension: "service", isNot: false, values: ["A"] }, { dimension: "region", isNot: true, values: [null] }];
  expect(valuesOf("service", state({ filters }), TODAY, false)).toEqual({
    selection: { from: "2026-06", to: "2026-11", filters: [{ dimension: "region", values: [null], is_not: true }] }, group_by: ["service"], top: 100,
  });
});

it("exports all groups, and the largest of too many", () => {
  expect(exported(START, TODAY, 20_000).top).toBe(null);
  expect(exported(START, TODAY, 20_001).top).toBe(500);
});

it("drills from the service to the usage type to the resource to the lines", () => {
  const service = within(START, "EC2", "2026-10");
  expect(service).toMatchObject({ by: "usage_type", range: "2026-10", each: "day", filters: [{ dimension: "service", values: ["EC2"] }] });
  const resource = within(service, "Box");
  expect(resource).toMatchObject({ by: "resource", view: "cost", range: "2026-10" });
  expect(within(resource, null)).toMatchObject({ view: "lines", filters: [{ dimension: "service" }, { dimension: "usage_type" }, { dimension: "resource", values: [null] }] });
  expect(within(state({ by: "account" }), "1")).toMatchObject({ by: "service" });
  expect(within({ ...service, by: "account" }, "1")).toMatchObject({ by: "usage_type" });
});
