const absolute = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short",
});
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** An RFC 3339 time in full, in the reader's zone and with its name: people in other zones are sent what is shown. */
export function fullTime(time: string): string {
  return absolute.format(new Date(time));
}

/** How far the clocks of server and browser may differ without what happened being shown as to come. */
const CLOCKS_DIFFER_S = 5;

/** "3 minutes ago", "in 2 hours"; under a minute "just now" or "in a moment". */
export function relativeTime(time: string, now: number): string {
  const seconds = Math.round((Date.parse(time) - now) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > CLOCKS_DIFFER_S ? "in a moment" : "just now";
}

/** What a countdown shows: "1:05", "12 s", and "any moment" once the time is over. */
export function shownCountdown(seconds: number): string {
  if (seconds <= 0) return "any moment";
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * What a countdown says to a screen reader. Coarse on purpose: the words change, and are spoken,
 * at most about twice a minute.
 */
export function spokenCountdown(seconds: number): string {
  if (seconds <= 0) return "any moment";
  if (seconds <= 30) return "in less than 30 seconds";
  if (seconds <= 60) return "in less than a minute";
  const minutes = Math.ceil(seconds / 60);
  return `in about ${minutes} minutes`;
}
