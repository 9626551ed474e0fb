import { expect, it } from "vitest";
import { changeInPerCent, compare, isZero, minus, plus, size, sum } from "./decimal.ts";

it.each([
  ["0.1", "0.2", "0.3", "-0.1"],
  ["4064.4831315379", "0.000000000001", "4064.483131537901", "4064.483131537899"],
  ["-5", "5.50", "0.5", "-10.5"],
  ["99999999999999999999999999.999999999999", "0.000000000001", "100000000000000000000000000", "99999999999999999999999999.999999999998"],
  ["0", "-0.00", "0", "0"],
])("%s and %s are %s, and %s apart", (a, b, together, apart) => {
  expect(plus(a, b)).toBe(together);
  expect(minus(a, b)).toBe(apart);
});

it("orders exactly", () => {
  expect(["10", "-2", "9.99999999999999999999", "-2.1", "0"].sort(compare)).toEqual(["-2.1", "-2", "0", "9.99999999999999999999", "10"]);
  expect(compare("1.0", "1")).toBe(0);
});

it("sums what floats would lose", () => {
  expect(sum(Array.from({ length: 10 }, () => "0.1"))).toBe("1");
  expect(sum([])).toBe("0");
  expect([isZero("-0.000"), isZero("0.001")]).toEqual([true, false]);
  expect(size("-1.5")).toBe("1.5");
});

it.each([
  ["100", "112.34", "12.3"],
  ["100", "112.35", "12.4"],
  ["3", "2", "-33.3"],
  ["-50", "-25", "50"],
  ["-50", "25", "150"],
  ["0", "5", null],
  ["5", "0", "-100"],
])("from %s to %s are %s per cent", (before, now, want) => {
  expect(changeInPerCent(before, now)).toBe(want);
});

it("says what it cannot read", () => {
  expect(() => plus("1e5", "1")).toThrow(/decimal number/);
});
