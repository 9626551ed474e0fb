import { minus } from "../costs/decimal.ts";
import type { CommitmentYearStanding } from "../../api/types.ts";

/** The year that is asked for; else the one that runs, the last that is over, or the first. */
export function yearToShow(years: readonly CommitmentYearStanding[], asked: number | null): CommitmentYearStanding | null {
  const found = years.find(({ number }) => number === asked) ?? years.find(({ state }) => state === "running") ?? years.findLast(({ state }) => state === "past");
  return found ?? years[0] ?? null;
}

/** A month of a year, or the part of it that the year or its bills have. */
export interface MonthOf {
  /** `2026-11`. */
  month: string;
  /** The last day of it that counts. */
  day: string;
  /** In this month alone. */
  inMonth: string;
  /** Up to its end. */
  spent: string;
}

/** What the picture shows, by month: the same exact sums, at the end of each. */
export function monthsOf({ days }: CommitmentYearStanding): MonthOf[] {
  const months: MonthOf[] = [];
  for (const { day, spent } of days) {
    const month = day.slice(0, 7);
    const now = months.at(-1);
    const before = now?.month === month ? months.at(-2) : now;
    const one = { month, day, spent, inMonth: minus(spent, before?.spent ?? "0") };
    if (now?.month === month) months[months.length - 1] = one;
    else months.push(one);
  }
  return months;
}
