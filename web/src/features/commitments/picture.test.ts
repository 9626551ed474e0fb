import { expect, it } from "vitest";
import { endOfYear, monthTicks, pictureOf, ticksOf } from "./picture.ts";
import { daysOf, standing, upcoming, year } from "../../test/commitments.ts";

it("begins with the whole commitment and is, at the end of each day, what the server counted", () => {
  const { remaining, today, commitment } = pictureOf(year(), standing());
  expect(commitment).toBe(1_000_000);
  expect(remaining).toHaveLength(325);
  expect(remaining[0]).toEqual({ x: 0, y: 1_000_000 });
  expect(remaining.at(-1)).toEqual({ x: 324 / 365, y: 190_000 });
  // The end of the last day with bills is the beginning of today.
  expect(today).toBe(324 / 365);
});

it("goes on from the last day to the forecast, and says exactly what will be missing", () => {
  const { forecast, end } = pictureOf(year(), standing());
  expect(forecast).toEqual([{ x: 324 / 365, y: 190_000 }, { x: 1, y: 87_499.5 }]);
  expect(end).toEqual({ kind: "shortfall", amount: "87499.5", isForecast: true, y: 87_499.5 });
});

it.each([
  ["a forecast above the commitment", year({ forecast: "1000000.01", shortfall: "0" }), { kind: "surplus", amount: "0.01", isForecast: true }],
  ["a forecast of exactly the commitment", year({ forecast: "1000000", shortfall: "0" }), { kind: "met", amount: "0", isForecast: true }],
  ["a year that ended short", year({ state: "past", forecast: null, spent: "999999", shortfall: "1" }), { kind: "shortfall", amount: "1", isForecast: false }],
  ["a year that ended above", year({ state: "past", forecast: null, spent: "1234567.89", shortfall: "0" }), { kind: "surplus", amount: "234567.89", isForecast: false }],
])("%s", (_, of, want) => {
  expect(endOfYear(of)).toMatchObject(want);
});

it("says nothing of the end where there is no forecast, and nothing of a year that has not begun", () => {
  expect(endOfYear(year({ forecast: null, shortfall: null }))).toBeNull();
  expect(pictureOf(upcoming(), standing())).toMatchObject({ remaining: [{ x: 0, y: 2_000_000 }], forecast: [], end: null, today: null, met: null, low: 0, high: 2_000_000 });
});

it("has room for what is above the commitment and below nothing", () => {
  const over = year({ days: daysOf(300, 500_000), forecast: "1800000", shortfall: "0", met_on: "2026-07-19" });
  const picture = pictureOf(over, standing());
  expect(picture.low).toBe(-800_000);
  expect(picture.met).toBe(200 / 365);
  const refunded = pictureOf(year({ days: [{ day: "2026-01-01", spent: "-50000" }] }), standing());
  expect(refunded.high).toBe(1_050_000);
});

it("marks today only in its year", () => {
  expect(pictureOf(year(), { as_of: "2027-01-01" }).today).toBeNull();
  expect(pictureOf(year(), { as_of: "2026-01-01" }).today).toBe(0);
});

it.each([
  [0, 1_000_000, 5, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]],
  [-120_000, 400_000, 5, [0, 200_000, 400_000]],
  [0, 0.03, 3, [0, 0.01, 0.02, 0.03]],
  [0, 0, 5, [0]],
])("round amounts from %d to %d", (low, high, about, want) => {
  const ticks = ticksOf(low, high, about);
  expect(ticks).toHaveLength(want.length);
  for (const [place, amount] of want.entries()) expect(ticks[place]).toBeCloseTo(amount, 9);
});

it("names as many months as there is room for, at equal distances", () => {
  expect(monthTicks(year(), 12).map(({ month }) => month)).toHaveLength(12);
  expect(monthTicks(year(), 5).map(({ month }) => month)).toEqual(["2026-01", "2026-04", "2026-07", "2026-10"]);
  const middle = year({ from: "2025-11-15", to: "2026-11-14" });
  expect(monthTicks(middle, 12)[0]).toEqual({ month: "2025-12", x: 16 / 365 });
  expect(monthTicks(middle, 12)).toHaveLength(12);
});
