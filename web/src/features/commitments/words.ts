import type { Look } from "../../ui/badges.tsx";
import { shown } from "../bills/money.ts";
import { rounded } from "../costs/Amount.tsx";
import { isZero } from "../costs/decimal.ts";
import { MEASURES } from "../bills/words.ts";
import type { CommitmentCharge, CommitmentBasis, CommitmentRulesView, CommitmentYearState } from "../../api/types.ts";

/** Every charge, as people say it and what is in it, in the order in which the form asks for them. */
export const CHARGES: Record<CommitmentCharge, { label: string; says: string }> = {
  usage: { label: "Usage", says: "What AWS services cost by use, after savings plans and reservations." },
  commitment_fee: { label: "Savings plan and reservation fees", says: "What they cost by the hour or month, used or not." },
  upfront_fee: { label: "Upfront fees", says: "Paid once: upfront parts of savings plans and reservations, and other single fees." },
  discount: { label: "Discounts", says: "Lines of the bill that take something off." },
  marketplace: { label: "AWS Marketplace", says: "What other companies sell through AWS." },
  support: { label: "AWS Support", says: "The plan for support by AWS." },
  credit: { label: "Credits", says: "What AWS pays for you, such as promotions." },
  refund: { label: "Refunds", says: "What AWS gives back." },
  tax: { label: "Taxes", says: "VAT, sales tax and the like." },
  other: { label: "Everything else", says: "Lines of a type that none of the above is." },
};
export const CHARGE_NAMES = Object.keys(CHARGES) as CommitmentCharge[];

export const BASES: Record<CommitmentBasis, { label: string; says: string }> = {
  net_unblended: MEASURES.net_unblended, unblended: MEASURES.unblended, net_amortized: MEASURES.net_amortized, amortized: MEASURES.amortized,
};
export const BASIS_NAMES = Object.keys(BASES) as CommitmentBasis[];

export const YEAR_STATES: Record<CommitmentYearState, Look> = {
  upcoming: { type: "pending", text: "Not begun" },
  running: { type: "in-progress", text: "Running" },
  past: { type: "stopped", text: "Over" },
};

export const countsText = (counts: boolean): string => (counts ? "Counts" : "Does not count");

export const capText = (percent: number | null): string =>
  percent === null ? "All of it, without a limit" : `At most ${percent} % of the year's commitment`;

/** The same where it is said beside it of what. */
export const capName = (percent: number | null): string => (percent === null ? "Without a limit" : `Up to ${percent} %`);

export const sellersText = (names: readonly string[] | null): string => (names === null ? "Every seller" : names.join(", "));

export const basisText = ({ basis }: CommitmentRulesView): string => `${BASES[basis.value].label} cost`;

/** Whole units, for a picture; what is less than one and not nothing keeps its decimals. */
export function roughly(amount: string): string {
  const whole = shown(amount, 0);
  return /[1-9]/.test(whole) || isZero(amount) ? whole : rounded(amount);
}

/** Without its sign, as in "behind by". */
export const unsigned = (amount: string): string => amount.replace(/^-/, "");

export const isBelowZero = (amount: string): boolean => amount.startsWith("-") && !isZero(amount);

/** A percentage with one decimal, as the server rounds it. */
export const percentOf = (percent: string): string => `${shown(percent, 1)}\u00a0%`;

/** An amount that keeps its currency on its line. */
export const money = (amount: string, currency: string): string => `${rounded(amount)}\u00a0${currency}`;
