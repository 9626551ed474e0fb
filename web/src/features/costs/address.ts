import { isMeasure, type Measure } from "../bills/words.ts";
import { isRange } from "./range.ts";

export type View = "cost" | "usage" | "lines";
export type Each = "month" | "day";

export interface Filter {
  dimension: string;
  isNot: boolean;
  /** `null` for lines without a value. */
  values: readonly (string | null)[];
}

export interface Sorting {
  column: string;
  isDescending: boolean;
}

/** Everything that the page shows, as its address says it. */
export interface CostsState {
  view: View;
  range: string;
  /** `null`: what fits the range. */
  each: Each | null;
  measure: Measure;
  /** A dimension, or {@link NOTHING}. */
  by: string;
  top: number;
  isCompared: boolean;
  isExact: boolean;
  /** In the order in which they were added. */
  filters: readonly Filter[];
  sorting: Sorting | null;
  /** Counted from 1. */
  page: number;
  /** Which unit of usage is shown; `null` for the one with most lines. */
  unit: string | null;
}

/** Groups by nothing. */
export const NOTHING = "nothing";
export const TOPS = [5, 10, 20, 50, 100, 500] as const;

const VIEWS: readonly View[] = ["cost", "usage", "lines"];
const BY: Record<View, string> = { cost: "service", usage: "usage_type", lines: "service" };

/** What a page without a query shows. */
export const START: CostsState = {
  view: "cost", range: "6m", each: null, measure: "unblended", by: BY.cost, top: 10, isCompared: false, isExact: false,
  filters: [], sorting: null, page: 1, unit: null,
};

/** What somebody wrote into the address by hand and that is nothing is as if it were not there. */
export function readState(query: URLSearchParams): CostsState {
  const view = VIEWS.find((one) => one === query.get("view")) ?? START.view;
  const range = query.get("range") ?? "";
  const measure = query.get("measure") ?? "";
  const page = Number(query.get("page"));
  return {
    view,
    range: isRange(range) ? range : START.range,
    each: (["month", "day"] as const).find((one) => one === query.get("each")) ?? null,
    measure: isMeasure(measure) ? measure : START.measure,
    by: query.get("by") ?? BY[view],
    top: TOPS.find((top) => String(top) === query.get("top")) ?? START.top,
    isCompared: query.get("compare") === "before",
    isExact: query.get("amounts") === "exact",
    filters: readFilters(query),
    sorting: readSorting(query.get("sort")),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    unit: query.get("unit"),
  };
}

/** Without what is as at the start. */
export function writeState(state: CostsState): URLSearchParams {
  const query = new URLSearchParams();
  const say = (key: string, value: string | null, usual: string | null = null) => {
    if (value !== null && value !== usual) query.set(key, value);
  };
  say("view", state.view, START.view);
  say("range", state.range, START.range);
  say("each", state.each);
  say("measure", state.measure, START.measure);
  say("by", state.by, BY[state.view]);
  say("top", String(state.top), String(START.top));
  say("compare", state.isCompared ? "before" : null);
  say("amounts", state.isExact ? "exact" : null);
  for (const { dimension, isNot, values } of state.filters) {
    for (const value of values) query.append(`${isNot ? "not" : "is"}.${dimension}`, toText(value));
  }
  say("sort", state.sorting && `${state.sorting.isDescending ? "-" : ""}${state.sorting.column}`);
  say("page", String(state.page), "1");
  say("unit", state.unit);
  return query;
}

export const addressOf = (state: CostsState): string => {
  const query = writeState(state).toString();
  return query === "" ? "/costs" : `/costs?${query}`;
};

/** A value of a dimension as text; `~` is none, so a text that begins with one gets another. */
export const toText = (value: string | null): string => (value === null ? "~" : value.replace(/^~/, "~~"));
export const fromText = (text: string): string | null => (text === "~" ? null : text.replace(/^~~/, "~"));

function readFilters(query: URLSearchParams): Filter[] {
  const found = new Map<string, Filter & { values: (string | null)[] }>();
  for (const [key, text] of query) {
    const [, word, dimension] = /^(is|not)\.(.+)$/s.exec(key) ?? [];
    if (dimension === undefined) continue;
    const filter = found.get(key) ?? { dimension, isNot: word === "not", values: [] };
    const value = fromText(text);
    if (!filter.values.includes(value)) filter.values.push(value);
    found.set(key, filter);
  }
  return [...found.values()];
}

function readSorting(text: string | null): Sorting | null {
  if (text === null || text === "" || text === "-") return null;
  const isDescending = text.startsWith("-");
  return { column: isDescending ? text.slice(1) : text, isDescending };
}

/** With lines of this one value only. */
export function withFilter(filters: readonly Filter[], dimension: string, value: string | null): Filter[] {
  const others = filters.filter((one) => one.dimension !== dimension);
  return [...others, { dimension, isNot: false, values: [value] }];
}

/** What this payer is billed. */
export const costsOfPayer = (payer: string): string =>
  addressOf({ ...START, filters: [{ dimension: "payer", isNot: false, values: [payer] }] });
