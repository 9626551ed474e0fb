import { dayAfter } from "../features/costs/range.ts";
import type { CommitmentCharge, CommitmentView, CommitmentRulesView, CommitmentStandingView, CommitmentYearStanding } from "../api/types.ts";
import { CHARGE_NAMES } from "../features/commitments/words.ts";

/** Samples of commitments; each test says only what matters to it. */
const usual = { is_default: true, source: "Most contracts say so." };
const COUNTED = new Set(["usage", "commitment_fee", "upfront_fee", "discount", "marketplace"]);

export const PAYER = "012345678901";

export const rules = (more: Partial<CommitmentRulesView> = {}): CommitmentRulesView => ({
  basis: { value: "net_unblended", ...usual },
  charges: CHARGE_NAMES.map((charge) => ({ charge, counts: COUNTED.has(charge), ...usual })),
  marketplace_cap: { percent: 25, ...usual },
  marketplace_sellers: { names: null, ...usual },
  ...more,
});

/** A request that says nothing of any charge. */
export const ofNone = () => Object.fromEntries(CHARGE_NAMES.map((charge) => [charge, null])) as Record<CommitmentCharge, null>;

export const contract = (more: Partial<CommitmentView> = {}): CommitmentView => ({
  id: "cmt_1", name: "EDP 2026", currency: "USD", starts: "2026-01-01", ends: "2027-12-31",
  years: [
    { number: 1, from: "2026-01-01", to: "2026-12-31", amount: "1000000" },
    { number: 2, from: "2027-01-01", to: "2027-12-31", amount: "2000000" },
  ],
  payers: [{ id: PAYER, name: "Harbour" }], rules: rules(), created_at: "2026-01-02T10:00:00Z", updated_at: "2026-01-02T10:00:00Z", ...more,
});

/** So many days from the first of January, each with the same spend. */
export const daysOf = (count: number, cents: number, from = "2026-01-01"): CommitmentYearStanding["days"] =>
  Array.from({ length: count }, (_, place) => ({ day: dayAfter(from, place), spent: String(((place + 1) * cents) / 100) }));

/** A running year that is behind: 324 days of 2,500. */
export const year = (more: Partial<CommitmentYearStanding> = {}): CommitmentYearStanding => ({
  number: 1, from: "2026-01-01", to: "2026-12-31", state: "running", commitment: "1000000", spent: "810000.25", percent: "81", remaining: "189999.75",
  surplus: "0", through: "2026-11-20", expected: "887671.23", ahead: "-77670.98", forecast: "912500.5", shortfall: "87499.5", met_on: null,
  charges: [
    { charge: "tax", counts: false, amount: "9000.5", counted: "0", left_out: "9000.5" },
    { charge: "marketplace", counts: true, amount: "260000", counted: "250000", left_out: "10000" },
    { charge: "usage", counts: true, amount: "560000.25", counted: "560000.25", left_out: "0" },
  ],
  days: daysOf(324, 250_000), notes: [], ...more,
});

export const upcoming = (more: Partial<CommitmentYearStanding> = {}): CommitmentYearStanding => ({
  ...year(), number: 2, from: "2027-01-01", to: "2027-12-31", state: "upcoming", commitment: "2000000", spent: "0", percent: "0", remaining: "2000000", surplus: "0",
  through: null, expected: "0", ahead: "0", forecast: null, shortfall: null, charges: [], days: [], notes: [{ code: "upcoming", text: "The year begins on 2027-01-01." }], ...more,
});

export const standing = (years: CommitmentYearStanding[] = [year(), upcoming()], more: Partial<CommitmentStandingView> = {}): CommitmentStandingView => ({
  as_of: "2026-11-21", currency: "USD", years, notes: [], ...more,
});
