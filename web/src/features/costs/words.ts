import type { CostsState } from "./address.ts";
import { NOTHING, withFilter } from "./address.ts";
import { isMonth } from "./range.ts";

/** Dimensions that people ask for first, in their order. */
export const USUAL = ["service", "account", "region", "line_type", "usage_type", "operation", "resource", "payer"] as const;

const NAMES: Readonly<Record<string, string>> = {
  account: "Account", payer: "Payer", service: "Service", service_code: "Service code", region: "Region", line_type: "Type of line",
  currency: "Currency", usage_type: "Usage type", operation: "API operation", resource: "Resource", description: "Description",
  product_family: "Product family", instance_type: "Instance type", availability_zone: "Availability zone", pricing_term: "Pricing term",
  savings_plan: "Savings plan", reservation: "Reservation", unit: "Unit of usage", bill_type: "Type of bill",
  billing_entity: "Billing entity", legal_entity: "Legal entity", invoice: "Invoice", [NOTHING]: "Nothing: the total",
};

/** A dimension as people say it; a newer server may know more of them. */
export function dimensionName(dimension: string): string {
  const [kind = "", key] = /^(tag|cost_category):(.+)$/s.exec(dimension)?.slice(1) ?? [];
  if (key !== undefined) return `${kind === "tag" ? "Tag" : "Cost category"} ${key}`;
  const known = Object.hasOwn(NAMES, dimension) ? NAMES[dimension] : undefined;
  return known ?? dimension.replaceAll("_", " ");
}

/** In a sentence: "by usage type". */
export const dimensionWord = (dimension: string): string => {
  const name = dimensionName(dimension);
  return /^(API|Tag |Cost category )/.test(name) ? name.replace(/^(Tag|Cost category)/, (word) => word.toLowerCase()) : name.toLowerCase();
};

export const isAccount = (dimension: string): boolean => dimension === "account" || dimension === "payer";

export const NO_VALUE = "No value";

/** What a value is called: an account by its name, with its id where there is one. */
export function valueName(dimension: string, value: string | null, names: Readonly<Record<string, string>>): string {
  if (value === null) return NO_VALUE;
  const name = isAccount(dimension) && Object.hasOwn(names, value) ? names[value] : undefined;
  return name === undefined || name === value ? value : `${name} (${value})`;
}

/** What is most useful to look at within a value of each dimension. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  service: ["usage_type", "resource"],
  service_code: ["usage_type", "resource"],
  usage_type: ["resource"],
  operation: ["resource"],
  resource: [],
};
const USUALLY = ["service", "usage_type", "resource"];

/** The page within one value of what it is grouped by: the next dimension, or the lines where there is none. */
export function within(state: CostsState, value: string | null, time?: string): CostsState {
  const filters = state.by === NOTHING ? state.filters : withFilter(state.filters, state.by, value);
  const isFixed = (dimension: string) => filters.some((one) => one.dimension === dimension && !one.isNot && one.values.length === 1);
  const next = (NEXT[state.by] ?? USUALLY).find((dimension) => !isFixed(dimension));
  const narrowed: CostsState = { ...state, filters, sorting: null, page: 1 };
  const timed: CostsState = time === undefined ? narrowed : { ...narrowed, range: time, each: isMonth(time) ? "day" : null };
  return next === undefined ? { ...timed, view: "lines", by: state.by } : { ...timed, by: next };
}

/** A name that is as long as there is room for; of a long one the beginning and the end, which tell ARNs apart. */
export function cut(name: string, most = 44): string {
  if (name.length <= most) return name;
  const end = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - end)}…${name.slice(-end)}`;
}
