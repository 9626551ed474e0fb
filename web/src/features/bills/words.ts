import type { BillMonthState, BillSumsView } from "../../api/types.ts";
import type { Look } from "../../ui/badges.tsx";

export const MONTH_STATES: Record<BillMonthState, Look> = {
  good: { type: "success", text: "Exact" },
  waiting: { type: "pending", text: "Waiting" },
  reading: { type: "in-progress", text: "Reading" },
  failed: { type: "error", text: "Not taken" },
};

export type Measure = Exclude<keyof BillSumsView, "rows" | "by_line_type">;

/** The four ways to look at cost, in the order in which they are offered. */
export const MEASURES: Record<Measure, { label: string; says: string }> = {
  unblended: { label: "Unblended", says: "What AWS charges when it charges it: the sum of the invoices." },
  amortized: { label: "Amortized", says: "Payments for savings plans and reservations are spread over the usage that they cover." },
  net_unblended: { label: "Net unblended", says: "Unblended, after negotiated discounts." },
  net_amortized: { label: "Net amortized", says: "Amortized, after negotiated discounts." },
};

export const isMeasure = (text: string): text is Measure => Object.hasOwn(MEASURES, text);

/** `2026-11` as people say it. */
export function monthName(period: string): string {
  const [year = "", month = ""] = period.split("-");
  const at = new Date(Date.UTC(Number(year), Number(month) - 1));
  return at.toLocaleDateString("en", { month: "short", year: "numeric", timeZone: "UTC" });
}
