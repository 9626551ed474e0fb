/** A decimal number in text, as the server sends amounts: `-1234.5`, never with an exponent. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * An amount for people: groups of three digits and as many decimals as asked for, rounded half to even
 * (banker's rounding). Exact for any number of digits: no float is made of it.
 */
export function shown(amount: string, decimals = 2): string {
  const parts = DECIMAL.exec(amount);
  if (parts === null) return amount;
  const [, sign = "", whole = "", fraction = ""] = parts;
  const kept = fraction.slice(0, decimals).padEnd(decimals, "0");
  const dropped = fraction.slice(decimals);
  const rounded = BigInt(whole + kept) + (isUp(whole + kept, dropped) ? 1n : 0n);
  const digits = rounded.toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const grouped = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ",");
  const isZero = rounded === 0n;
  return `${isZero ? "" : sign.replace("-", "\u2212")}${grouped}${decimals === 0 ? "" : `.${digits.slice(cut)}`}`;
}

function isUp(kept: string, dropped: string): boolean {
  const first = dropped.charAt(0);
  if (first !== "5") return first > "5";
  const isHalf = /^0*$/.test(dropped.slice(1));
  return !isHalf || Number(kept.slice(-1)) % 2 === 1;
}

/** How many rows, with groups of three digits. */
export const count = (rows: number): string => shown(String(rows), 0);

const UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** Bytes in units of a thousand, with three digits at most. */
export function size(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toPrecision(3)} ${UNITS[unit] ?? ""}`;
}
