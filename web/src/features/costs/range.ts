/** From a month or a day to another one, both included. */
export interface Span {
  from: string;
  to: string;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DAY_MS = 86_400_000;

/** Ranges that move with the calendar, by their name in the address, and how many months they take. */
export const MOVING: Readonly<Record<string, number>> = { "3m": 3, "6m": 6, "12m": 12 };

/** The longest range that is drawn by day. */
const MOST_DAYS = 100;

export const isMonth = (text: string): boolean => MONTH.test(text);
export const isDay = (text: string): boolean => DAY.test(text) && dayAfter(text, 0) === text;
export const isOfDays = ({ from }: Span): boolean => from.length > 7;

export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7);
}

export function dayAfter(day: string, days: number): string {
  const at = Date.parse(day);
  return Number.isNaN(at) ? "" : new Date(at + days * DAY_MS).toISOString().slice(0, 10);
}

const lastDay = (month: string): string => dayAfter(`${monthAfter(month, 1)}-01`, -1);

/** The same day a month before, or that month's last one. */
function dayInMonthBefore(day: string): string {
  const month = monthAfter(day.slice(0, 7), -1);
  const same = `${month}-${day.slice(8)}`;
  return same > lastDay(month) ? lastDay(month) : same;
}

export const isRange = (text: string): boolean => {
  const [from = "", to = from, ...more] = text.split("..");
  const isSpan = (isMonth(from) && isMonth(to)) || (isDay(from) && isDay(to));
  return Object.hasOwn(MOVING, text) || text === "mtd" || (more.length === 0 && isSpan && from <= to);
};

/** What a range of the address is today. */
export function spanOf(range: string, today: string): Span {
  const month = today.slice(0, 7);
  const months = MOVING[range];
  if (months !== undefined) return { from: monthAfter(month, 1 - months), to: month };
  if (range === "mtd") return { from: `${month}-01`, to: today };
  const [from = month, to = from] = range.split("..");
  return { from, to };
}

/** What it is compared with: as long, and right before; the days of a month that is not over with the same days of the last one. */
export function spanBefore(range: string, span: Span): Span {
  if (range === "mtd") return { from: `${monthAfter(span.from.slice(0, 7), -1)}-01`, to: dayInMonthBefore(span.to) };
  const length = timesOf(span).length;
  const shift = isOfDays(span) ? dayAfter : monthAfter;
  return { from: shift(span.from, -length), to: shift(span.from, -1) };
}

/** Every month, or every day, of the span. */
export function timesOf({ from, to }: Span): string[] {
  const next = isOfDays({ from, to }) ? dayAfter : monthAfter;
  const times: string[] = [];
  for (let at = from; at <= to; at = next(at, 1)) times.push(at);
  return times;
}

export const isWithin = (time: string, { from, to }: Span): boolean => from <= time && time <= to;

const daysOf = (span: Span): Span => (isOfDays(span) ? span : { from: `${span.from}-01`, to: lastDay(span.to) });
const monthsOf = ({ from, to }: Span): Span => ({ from: from.slice(0, 7), to: to.slice(0, 7) });

/** The span in what it is split by. */
export const splitBy = (span: Span, each: "month" | "day"): Span => (each === "day" ? daysOf(span) : monthsOf(span));

export function canBeByDay(span: Span): boolean {
  const { from, to } = daysOf(span);
  return (Date.parse(to) - Date.parse(from)) / DAY_MS < MOST_DAYS;
}

const MONTH_NAME = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });

/** A month or a day as people say it; a day in a chart without its year. */
export function timeName(time: string, isFull = false): string {
  if (!isMonth(time) && !isDay(time)) return time;
  const [year = "", month = "", day] = time.split("-");
  const name = MONTH_NAME.format(new Date(`${year}-${month}-01`));
  if (day === undefined) return `${name} ${year}`;
  return `${Number(day)} ${name}${isFull ? ` ${year}` : ""}`;
}

/** Without saying twice what both ends have in common. */
export function spanName({ from, to }: Span): string {
  if (from === to) return timeName(from, true);
  if (isMonth(from)) return `${timeName(from)} – ${timeName(to)}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${timeName(to, true)}`;
  return `${timeName(from, from.slice(0, 4) !== to.slice(0, 4))} – ${timeName(to, true)}`;
}
