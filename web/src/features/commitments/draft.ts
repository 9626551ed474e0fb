import { tidyAccountId } from "../registration/draft.ts";
import type { CommitmentCharge, CommitmentView, CommitmentBasis, CommitmentInput, CommitmentRulesInput } from "../../api/types.ts";
import { CHARGE_NAMES } from "./words.ts";

/** What is chosen for a rule, and where the contract says so; `null`: what is usual. */
export interface RuleDraft<T> {
  value: T | null;
  source: string;
}

/** What the form holds, as it was typed. */
export interface Draft {
  name: string;
  currency: string;
  starts: string;
  years: readonly string[];
  payers: readonly string[];
  basis: RuleDraft<CommitmentBasis>;
  charges: Readonly<Record<CommitmentCharge, RuleDraft<boolean>>>;
  /** A number as it was typed, or `none` for no limit. */
  cap: RuleDraft<string>;
  sellers: RuleDraft<readonly string[] | "all">;
}

export const NO_CAP = "none";
/** As many years as a contract has at most. */
export const MOST_YEARS = 5;

const usual = { value: null, source: "" };

const ofEach = <T>(of: (charge: CommitmentCharge) => T) =>
  Object.fromEntries(CHARGE_NAMES.map((charge) => [charge, of(charge)])) as Record<CommitmentCharge, T>;

export const EMPTY: Draft = {
  name: "", currency: "USD", starts: "", years: [""], payers: [], basis: usual, charges: ofEach((): RuleDraft<boolean> => usual), cap: usual, sellers: usual,
};

/** A rule of a contract as the form has it: a usual one has no source of the reader's own. */
const ruleOf = <T>(value: T, { is_default, source }: { is_default: boolean; source: string }): RuleDraft<T> =>
  is_default ? usual : { value, source };

export function draftOf({ name, currency, starts, years, payers, rules }: CommitmentView): Draft {
  const { percent } = rules.marketplace_cap;
  return {
    name, currency, starts,
    years: years.map(({ amount }) => amount),
    payers: payers.map(({ id }) => id),
    basis: ruleOf(rules.basis.value, rules.basis),
    charges: ofEach((charge) => {
      const rule = rules.charges.find((one) => one.charge === charge);
      return rule === undefined ? usual : ruleOf(rule.counts, rule);
    }),
    cap: ruleOf(percent === null ? NO_CAP : String(percent), rules.marketplace_cap),
    sellers: ruleOf(rules.marketplace_sellers.names ?? "all", rules.marketplace_sellers),
  };
}

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;

/** An amount as it was typed or pasted, without what groups its digits; what is none the server says as it was typed. */
export function tidyAmount(typed: string): string {
  const plain = typed.replace(/[\s\u00a0\u202f_']/g, "");
  if (!/^[\d.,]+$/.test(plain)) return typed.trim();
  return GROUPED.test(plain) ? plain.replaceAll(",", "") : plain;
}

/** Whether something looks like an amount, to say at which field the server may have found none. */
export const isAmountLike = (typed: string): boolean => /^\d+(\.\d+)?$/.test(tidyAmount(typed)) && /[1-9]/.test(typed);

/** Why the limit of AWS Marketplace is none: it is sent as a number, so what is no number could not be refused. */
export function capProblem({ cap: { value } }: Draft): string | null {
  if (value === null || value === NO_CAP || /^(\d{1,2}|100)$/.test(value.trim())) return null;
  return `Expected a whole number from 0 to 100, found “${value.trim()}”. Choose “Without a limit” where there is none.`;
}

export function inputOf(draft: Draft): CommitmentInput {
  const rules = rulesOf(draft);
  return {
    name: draft.name.trim(),
    currency: draft.currency.trim().toUpperCase(),
    starts: draft.starts,
    years: draft.years.map(tidyAmount),
    payers: draft.payers.map(tidyAccountId),
    ...(Object.keys(rules).length === 0 ? {} : { rules }),
  };
}

/** Only what is not left to the server. */
function rulesOf({ basis, charges: chosen, cap, sellers }: Draft): CommitmentRulesInput {
  const hasOwn = CHARGE_NAMES.some((charge) => chosen[charge].value !== null);
  return {
    ...(basis.value === null ? {} : { basis: { value: basis.value, ...said(basis.source) } }),
    ...(hasOwn ? { charges: ofEach((charge) => chargeOf(chosen[charge])) } : {}),
    ...(cap.value === null ? {} : { marketplace_cap: { percent: cap.value === NO_CAP ? null : Number(cap.value), ...said(cap.source) } }),
    ...(sellers.value === null ? {} : { marketplace_sellers: { names: sellers.value === "all" ? null : [...sellers.value], ...said(sellers.source) } }),
  };
}

const chargeOf = ({ value, source }: RuleDraft<boolean>) => (value === null ? null : { counts: value, ...said(source) });

const said = (source: string) => (source.trim() === "" ? {} : { source: source.trim() });
