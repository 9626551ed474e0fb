import { expect, it } from "vitest";
import { addressOf, type CostsState, fromText, readState, START, toText, withFilter, writeState } from "./address.ts";

const state = (more: Partial<CostsState>): CostsState => ({ ...START, ...more });

it.each<[string, CostsState]>([
  ["/costs", START],
  ["/costs?view=usage", state({ view: "usage", by: "usage_type" })],
  ["/costs?view=usage&by=service", state({ view: "usage", by: "service" })],
  [
    "/costs?range=2026-01..2026-03&each=day&measure=net_amortized&by=tag%3Ateam&top=50&compare=before&amounts=exact&is.service=A+%26+B&is.service=~&not.region=%7E%7Eodd&sort=-2026-01&page=3&unit=Hrs",
    state({
      range: "2026-01..2026-03", each: "day", measure: "net_amortized", by: "tag:team", top: 50, isCompared: true, isExact: true,
      filters: [{ dimension: "service", isNot: false, values: ["A & B", null] }, { dimension: "region", isNot: true, values: ["~odd"] }],
      sorting: { column: "2026-01", isDescending: true }, page: 3, unit: "Hrs",
    }),
  ],
])("%s", (address, want) => {
  const query = new URLSearchParams(address.split("?")[1] ?? "");
  expect(readState(query)).toEqual(want);
  expect(readState(writeState(want))).toEqual(want);
  expect(addressOf(readState(query)).replaceAll("%7E", "~")).toBe(address.replaceAll("%7E", "~"));
});

it("takes what is nothing for what is not there", () => {
  const query = new URLSearchParams("view=x&range=2026-13&each=year&measure=toString&top=7&page=-1&sort=-&is.=a&nonsense=1");
  expect(readState(query)).toEqual(START);
});

it.each([null, "", "~", "~~", "~a", "a~"])("the value %j comes back", (value) => {
  expect(fromText(toText(value))).toBe(value);
});

it("narrows what was filtered wider", () => {
  const wide = [{ dimension: "service", isNot: true, values: ["A"] }, { dimension: "region", isNot: false, values: [null] }];
  expect(withFilter(wide, "service", "B")).toEqual([wide[1], { dimension: "service", isNot: false, values: ["B"] }]);
});
