/**
 * Exact arithmetic on decimal numbers in text, as the server sends amounts: `-1234.5`, never with an exponent.
 * No float is made of them, so that sums are right to the last digit.
 */
const FORM = /^(-?)(\d+)(?:\.(\d+))?$/;

/** So many units of the last of `scale` decimals. */
interface Decimal {
  units: bigint;
  scale: number;
}

function read(text: string): Decimal {
  const parts = FORM.exec(text);
  if (parts === null) throw new Error(`Expected a decimal number such as -1234.5, found ${text.slice(0, 60)}.`);
  const [, sign = "", whole = "", fraction = ""] = parts;
  const units = BigInt(whole + fraction);
  return { units: sign === "" ? units : -units, scale: fraction.length };
}

/** Plain, without zeros at the end: as the server writes the same number. */
function write({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const cut = digits.length - scale;
  const fraction = digits.slice(cut).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${digits.slice(0, cut)}${fraction === "" ? "" : `.${fraction}`}`;
}

const at = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

/** Both in units of the same decimal. */
function alike(a: string, b: string): [bigint, bigint, number] {
  const [left, right] = [read(a), read(b)];
  const scale = Math.max(left.scale, right.scale);
  return [at(left, scale), at(right, scale), scale];
}

export function plus(a: string, b: string): string {
  const [left, right, scale] = alike(a, b);
  return write({ units: left + right, scale });
}

export function minus(a: string, b: string): string {
  const [left, right, scale] = alike(a, b);
  return write({ units: left - right, scale });
}

/** Below, at or above zero, as sorting wants it. */
export function compare(a: string, b: string): number {
  const [left, right] = alike(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export const sum = (amounts: Iterable<string>): string => {
  let found = "0";
  for (const amount of amounts) found = plus(found, amount);
  return found;
};

export const isZero = (amount: string): boolean => read(amount).units === 0n;

export const size = (amount: string): string => amount.replace("-", "");

/** The change from `before` to `now` in per cent with one decimal, as a decimal number; `null` where there was nothing before. */
export function changeInPerCent(before: string, now: string): string | null {
  const [was, is] = alike(before, now);
  if (was === 0n) return null;
  const whole = was < 0n ? -was : was;
  const change = (is - was) * 1000n;
  const half = change < 0n ? -whole / 2n : whole / 2n;
  return write({ units: (change + half) / whole, scale: 1 });
}
