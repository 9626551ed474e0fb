import { shown } from "../bills/money.ts";
import { isZero } from "./decimal.ts";

interface AmountProps {
  amount: string;
  /** Every digit, instead of as many as people read. */
  isExact?: boolean;
  /** Of usage, small numbers count. */
  isUsage?: boolean;
  "data-testid"?: string;
}

/** All digits, in groups of three. */
export function exactly(amount: string): string {
  return shown(amount, amount.split(".")[1]?.length ?? 0);
}

/** Rounded half to even; what rounds to nothing and is something says so. */
export function rounded(amount: string, isUsage = false): string {
  const decimals = isUsage ? 3 : 2;
  const text = shown(amount, decimals);
  if (/[1-9]/.test(text) || isZero(amount)) return isUsage ? text.replace(/\.?0+$/, "") : text;
  const least = `0.${"0".repeat(decimals - 1)}1`;
  return amount.startsWith("-") ? `> \u2212${least}` : `< ${least}`;
}

/** An amount, with all its digits on hover. */
export function Amount({ amount, isExact = false, isUsage = false, ...rest }: AmountProps) {
  return (
    <span className="lf-amount" title={exactly(amount)} data-exact={amount} {...rest}>
      {isExact ? exactly(amount) : rounded(amount, isUsage)}
    </span>
  );
}

/** A change in per cent with its sign; up is neither good nor bad. */
export function percentText(change: string | null): string {
  if (change === null) return "new";
  const text = shown(change, 1);
  return `${change.startsWith("-") || isZero(change) ? "" : "+"}${text} %`;
}
