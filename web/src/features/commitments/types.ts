/**
 * Types of the API's commitments, written by hand until the OpenAPI document has them. To be replaced: the names move to
 * `api/types.ts` as the document's own, `CommitmentPaths` goes from `api/client.ts`, and this file is deleted.
 */

/** A decimal number in text, never with an exponent. */
type Amount = string;
/** `2026-11-21`. */
type Day = string;

export type CommitmentCharge =
  | "tax" | "credit" | "refund" | "marketplace" | "support" | "usage" | "commitment_fee" | "upfront_fee" | "discount" | "other";
export type CommitmentBasis = "unblended" | "net_unblended" | "amortized" | "net_amortized";
export type CommitmentNoteCode =
  | "not_begun" | "over" | "payer_without_bills" | "upcoming" | "no_data" | "months_missing" | "other_currency" | "other_not_counted";
export type CommitmentYearState = "upcoming" | "running" | "past";
export type CommitmentProblemCode = "commitment_invalid" | "commitment_name_taken" | "commitment_not_found";

export interface CommitmentRulesView {
  basis: { value: CommitmentBasis; is_default: boolean; source: string };
  charges: { charge: CommitmentCharge; counts: boolean; is_default: boolean; source: string }[];
  marketplace_cap: { percent: number | null; is_default: boolean; source: string };
  marketplace_sellers: { names: string[] | null; is_default: boolean; source: string };
}

export interface CommitmentView {
  id: string;
  name: string;
  currency: string;
  starts: Day;
  ends: Day;
  years: { number: number; from: Day; to: Day; amount: Amount }[];
  payers: { id: string; name: string | null }[];
  rules: CommitmentRulesView;
  created_at: string;
  updated_at: string;
}

export interface CommitmentList {
  commitments: CommitmentView[];
}

/** What is left out is the default. */
export interface CommitmentRulesInput {
  basis?: { value: CommitmentBasis; source?: string };
  charges?: Record<CommitmentCharge, { counts: boolean; source?: string } | null>;
  marketplace_cap?: { percent: number | null; source?: string };
  marketplace_sellers?: { names: string[] | null; source?: string };
}

export interface CommitmentInput {
  name: string;
  currency: string;
  starts: Day;
  years: Amount[];
  payers: string[];
  rules?: CommitmentRulesInput;
}

export interface CommitmentNoteView {
  code: CommitmentNoteCode;
  text: string;
}

export interface CommitmentChargeStanding {
  charge: CommitmentCharge;
  counts: boolean;
  amount: Amount;
  counted: Amount;
  left_out: Amount;
}

export interface CommitmentYearStanding {
  number: number;
  from: Day;
  to: Day;
  state: CommitmentYearState;
  commitment: Amount;
  spent: Amount;
  percent: Amount;
  remaining: Amount;
  surplus: Amount;
  through: Day | null;
  expected: Amount;
  /** Below zero: behind. */
  ahead: Amount;
  forecast: Amount | null;
  shortfall: Amount | null;
  met_on: Day | null;
  charges: CommitmentChargeStanding[];
  /** Each with all that was spent up to its end. */
  days: { day: Day; spent: Amount }[];
  notes: CommitmentNoteView[];
}

export interface CommitmentStandingView {
  as_of: Day;
  currency: string;
  years: CommitmentYearStanding[];
  notes: CommitmentNoteView[];
}

interface Json<T> {
  content: { "application/json": T };
}
type Answers<T, Status extends number = 200> = { responses: Record<Status, Json<T>> };
type OfOne = { parameters: { path: { commitment_id: string } } };

/** What the generated `paths` will have. */
export interface CommitmentPaths {
  "/commitments": {
    get: Answers<CommitmentList>;
    post: Answers<CommitmentView, 201> & { requestBody: Json<CommitmentInput> };
  };
  "/commitments/{commitment_id}": {
    get: OfOne & Answers<CommitmentView>;
    put: OfOne & Answers<CommitmentView> & { requestBody: Json<CommitmentInput> };
    delete: OfOne & { responses: { 204: { content?: never } } };
  };
  "/commitments/{commitment_id}/standing": { get: OfOne & Answers<CommitmentStandingView> };
}
