import { compare, minus } from "../costs/decimal.ts";
import type { CommitmentStandingView, CommitmentYearStanding } from "../../api/types.ts";

const DAY_MS = 86_400_000;

/** Where something is: `x` is the part of the year that is over, `y` an amount. Floats, for the screen alone. */
export interface Point {
  x: number;
  y: number;
}

/** How a year ends, or is forecast to. */
export interface End {
  kind: "shortfall" | "surplus" | "met";
  /** Exact, as the server says it; without a sign. */
  amount: string;
  isForecast: boolean;
  /** What remains then; below zero for a surplus. */
  y: number;
}

/** What is drawn of a year: how much of the commitment remains, from all of it to nothing. */
export interface Picture {
  commitment: number;
  /** At the year's beginning and at the end of each day. */
  remaining: Point[];
  forecast: Point[];
  end: End | null;
  /** The beginning of today. */
  today: number | null;
  /** The end of the day on which the commitment was met. */
  met: number | null;
  low: number;
  high: number;
}

/** Days from one to the other. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** How many days a year has. */
export const lengthOf = ({ from, to }: Pick<CommitmentYearStanding, "from" | "to">): number => daysBetween(from, to) + 1;

/** Where a day ends in its year; where it begins is where the one before ends. */
export const endOf = (day: string, year: CommitmentYearStanding): number => (daysBetween(year.from, day) + 1) / lengthOf(year);
const beginOf = (day: string, year: CommitmentYearStanding): number => daysBetween(year.from, day) / lengthOf(year);

/** How much of the commitment remains after so much, exactly; below zero once it is met. */
export const remainingAfter = (spent: string, { commitment }: CommitmentYearStanding): string => minus(commitment, spent);

export function pictureOf(year: CommitmentYearStanding, { as_of }: Pick<CommitmentStandingView, "as_of">): Picture {
  const commitment = Number(year.commitment);
  const remaining = [
    { x: 0, y: commitment },
    ...year.days.map(({ day, spent }) => ({ x: endOf(day, year), y: Number(remainingAfter(spent, year)) })),
  ];
  const end = endOfYear(year);
  const last = remaining.at(-1);
  const forecast = year.forecast === null || last === undefined ? [] : [last, { x: 1, y: Number(remainingAfter(year.forecast, year)) }];
  const heights = [...remaining, ...forecast].map(({ y }) => y);
  return {
    commitment, remaining, forecast, end,
    today: year.from <= as_of && as_of <= year.to ? beginOf(as_of, year) : null,
    met: year.met_on === null ? null : endOf(year.met_on, year),
    low: Math.min(0, ...heights),
    high: Math.max(commitment, ...heights),
  };
}

/** How a year ended or is forecast to end; `null` while nothing can be said. */
export function endOfYear(year: CommitmentYearStanding): End | null {
  const isForecast = year.state === "running";
  const spent = isForecast ? year.forecast : year.spent;
  if (year.state === "upcoming" || spent === null) return null;
  const over = minus(spent, year.commitment);
  const y = -Number(over);
  const sign = compare(over, "0");
  if (sign > 0) return { kind: "surplus", amount: over, isForecast, y };
  if (sign === 0) return { kind: "met", amount: "0", isForecast, y };
  return { kind: "shortfall", amount: year.shortfall ?? minus("0", over), isForecast, y };
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers from `low` to `high`, about so many, zero among them. */
export function ticksOf(low: number, high: number, about: number): number[] {
  const rough = (high - low) / Math.max(1, about);
  if (!(rough > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}

export interface MonthTick {
  x: number;
  /** `2026-11`. */
  month: string;
}

/** The months that begin in a year, as many as there is room for at equal distances. */
export function monthTicks(year: CommitmentYearStanding, most: number): MonthTick[] {
  const ticks: MonthTick[] = [];
  const [begin = 0, month = 1, day = 1] = year.from.split("-").map(Number);
  for (let after = day === 1 ? 0 : 1; after <= 12; after += 1) {
    const at = new Date(Date.UTC(begin, month - 1 + after, 1)).toISOString().slice(0, 10);
    if (at > year.to) break;
    ticks.push({ x: beginOf(at, year), month: at.slice(0, 7) });
  }
  const every = [1, 2, 3, 4, 6, 12].find((one) => Math.ceil(ticks.length / one) <= most) ?? 12;
  return ticks.filter((_, place) => place % every === 0);
}
