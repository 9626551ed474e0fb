import type { BillQuestion, BillSelection } from "../../api/types.ts";
import { type CostsState, type Each, NOTHING } from "./address.ts";
import { canBeByDay, isOfDays, type Span, spanBefore, spanOf, splitBy } from "./range.ts";

/** What the page asks, and how the answer is laid out. */
export interface Asked {
  question: BillQuestion;
  /** What is shown, in what it is split by. */
  span: Span;
  /** What it is compared with, likewise. */
  before: Span | null;
  each: Each;
  /** The range ends in a month that is not over. */
  isOpen: boolean;
}

/** Why something cannot be chosen; `null` where it can. */
export function whyNotByDay(state: CostsState, today: string): string | null {
  const span = spanOf(state.range, today);
  if (!canBeByDay(span)) return "Choose a range of about three months or less first.";
  return state.isCompared && !isOfDays(span) ? "Months are compared as months. Choose days as the range to compare days." : null;
}

export function eachOf(state: CostsState, today: string): Each {
  if (whyNotByDay(state, today) !== null) return "month";
  const span = spanOf(state.range, today);
  return state.each ?? (isOfDays(span) || span.from === span.to ? "day" : "month");
}

const filtersOf = (state: CostsState) =>
  state.filters.map(({ dimension, isNot, values }) => ({ dimension, values: [...values], ...(isNot ? { is_not: true } : {}) }));

export function selectionOf(state: CostsState, today: string): BillSelection {
  return { ...spanOf(state.range, today), filters: filtersOf(state) };
}

const groupsOf = ({ by }: CostsState): string[] => (by === NOTHING ? [] : [by]);

const measureOf = ({ view, measure }: CostsState) => (view === "usage" ? "usage" : measure);

/** Groups that are asked for at least: what gives back most is last in the server's order, and is wanted as well. */
const LEAST_ASKED = 50;

/** One question for the range and what it is compared with: the same groups in both, and one answer to a second. */
export function askedBy(state: CostsState, today: string): Asked {
  const span = spanOf(state.range, today);
  const before = state.isCompared ? spanBefore(state.range, span) : null;
  const each = eachOf(state, today);
  // Days that are compared are asked for as days, so that they can be told apart.
  const granularity = before !== null && isOfDays(span) ? "day" : each;
  return {
    question: {
      selection: { from: before?.from ?? span.from, to: span.to, filters: filtersOf(state) },
      measure: measureOf(state),
      granularity,
      group_by: groupsOf(state),
      top: Math.max(state.top, LEAST_ASKED),
    },
    span: splitBy(span, granularity),
    before: before && splitBy(before, granularity),
    each: granularity,
    isOpen: span.to.slice(0, 7) >= today.slice(0, 7),
  };
}

/** Groups of an answer without a top, and of one with it. */
const MOST_GROUPS = 20_000;
const MOST_TOP = 500;

/** All groups as a file: so many that people can read them, or as many as one question may name. */
export function exported(state: CostsState, today: string, groups: number): BillQuestion {
  const { question } = askedBy({ ...state, isCompared: false }, today);
  return { ...question, top: groups > MOST_GROUPS ? MOST_TOP : null };
}

/** How many values are offered to filter by; more while somebody looks for one. */
const OFFERED = 100;
const SEARCHED = 500;

/** Which values a dimension has in the range, among what all other filters let through. */
export function valuesOf(dimension: string, state: CostsState, today: string, isSearched: boolean): BillQuestion {
  const others = { ...state, filters: state.filters.filter((one) => one.dimension !== dimension) };
  return { selection: selectionOf(others, today), group_by: [dimension], top: isSearched ? SEARCHED : OFFERED };
}
