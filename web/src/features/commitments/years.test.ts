import { expect, it } from "vitest";
import { daysOf, standing, upcoming, year } from "../../test/commitments.ts";
import { paceText, sentencesOf, verdictOf } from "./verdict.ts";
import { capText, roughly, sellersText } from "./words.ts";
import { monthsOf, yearToShow } from "./years.ts";

/** An amount and its currency stay on one line. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

it("shows the year that is asked for, else the running one, else the nearest", () => {
  const { years } = standing();
  expect([yearToShow(years, 2)?.number, yearToShow(years, null)?.number, yearToShow(years, 9)?.number]).toEqual([2, 1, 1]);
  const past = [1, 2].map((number) => year({ number, state: "past" }));
  expect(yearToShow([...past, upcoming({ number: 3 })], null)?.number).toBe(2);
  expect(yearToShow([upcoming()], null)?.number).toBe(2);
  expect(yearToShow([], null)).toBeNull();
});

it("months are the picture in numbers, to the last digit", () => {
  const days = [...daysOf(31, 10), { day: "2026-02-01", spent: "3.100000000001" }, { day: "2026-02-02", spent: "3.05" }];
  expect(monthsOf(year({ days }))).toEqual([
    { month: "2026-01", day: "2026-01-31", spent: "3.1", inMonth: "3.1" },
    { month: "2026-02", day: "2026-02-02", spent: "3.05", inMonth: "-0.05" },
  ]);
});

it.each([
  ["heading for too little", year(), "warning", "Heading for a shortfall of 87,499.50 USD"],
  ["heading for more", year({ forecast: "1000123.456", shortfall: "0" }), "success", "Heading for 123.46 USD more than promised"],
  ["met", year({ met_on: "2026-10-03", forecast: "1200000", shortfall: "0" }), "success", "Met on 3 Oct 2026"],
  ["short", year({ state: "past", spent: "900000", forecast: null, shortfall: "100000" }), "error", "Ended 100,000.00 USD short"],
  ["young", year({ forecast: null, shortfall: null }), "pending", "Too few days for a forecast"],
  ["not begun", upcoming(), "pending", "Begins on 1 Jan 2027"],
  ["without bills", year({ through: null, days: [] }), "pending", "No bills of this year yet"],
])("%s", (_, of, type, text) => {
  const { text: said, ...rest } = verdictOf(of, "USD");
  expect({ ...rest, text: plain(said) }).toEqual({ type, text });
});

it("says in sentences what the picture shows", () => {
  expect(sentencesOf(year(), "USD").map(plain)).toEqual([
    "By the end of 20 Nov 2026, 810,000.25 USD of 1,000,000.00 USD were spent: 81.0 %.",
    "189,999.75 USD remain.",
    "The straight line of the year is at 887,671.23 USD that day: 77,670.98 USD behind.",
    "At the pace of the last month it ends on 31 Dec 2026 at 912,500.50 USD: 87,499.50 USD short of the commitment.",
  ]);
  expect(sentencesOf(year({ state: "past", spent: "1000000", surplus: "0", forecast: null, shortfall: "0" }), "EUR").at(-1)).toBe("The year ended exactly at the commitment.");
  expect(sentencesOf(upcoming(), "USD").map(plain)).toEqual(["The commitment is 2,000,000.00 USD, from 1 Jan 2027 to 31 Dec 2027."]);
  expect([paceText(year({ ahead: "0" }), "USD"), paceText(year({ ahead: "0.5" }), "USD")].map(plain)).toEqual(["On the straight line", "0.50 USD ahead"]);
});

it("says rules and rough amounts in words", () => {
  expect([capText(null), capText(25)]).toEqual(["All of it, without a limit", "At most 25 % of the year's commitment"]);
  expect([sellersText(null), sellersText(["A", "B"])]).toEqual(["Every seller", "A, B"]);
  expect(["1234567.5", "0.2", "0", "123456789012345678901234.5"].map(roughly)).toEqual(["1,234,568", "0.20", "0", "123,456,789,012,345,678,901,234"]);
});
