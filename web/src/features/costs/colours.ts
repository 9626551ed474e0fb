/** Colours of series in app.css; the rest has its own. */
const COLOURS = 12;
export const REST_COLOUR = "var(--lf-series-rest)";

/** FNV-1a: the same name has the same number everywhere. */
function hash(name: string): number {
  let found = 0x811c9dc5;
  for (const letter of name) found = Math.imul(found ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return found;
}

/** Colours that names have had since the page was opened: a filter or another range changes none. */
const GIVEN = new Map<string, number>();

/**
 * A colour for each name, no two alike. A name keeps the one that it was given first, which is its own by its
 * letters or the next that fewest have; only where two in one chart have the same does the later take another.
 *
 * @param names the most important first; as many as there are colours at most
 * @param given what names have had
 */
export function coloursOf(names: readonly string[], given: Map<string, number> = GIVEN): Map<string, string> {
  const taken = new Set<number>();
  const found = new Map<string, string>();
  for (const name of new Set(names)) {
    const kept = given.get(name);
    const place = kept === undefined || taken.has(kept) ? fewest(hash(name) % COLOURS, taken, given) : kept;
    taken.add(place);
    if (kept === undefined) given.set(name, place);
    found.set(name, `var(--lf-series-${place + 1})`);
  }
  return found;
}

/** The colour that fewest names have, from a place on, that is free in this chart. */
function fewest(from: number, taken: ReadonlySet<number>, given: ReadonlyMap<string, number>): number {
  const users = [...given.values()];
  const places = Array.from({ length: COLOURS }, (_, step) => (from + step) % COLOURS);
  const free = places.filter((place) => !taken.has(place));
  const usersOf = (place: number) => users.filter((one) => one === place).length;
  return free.reduce((best, place) => (usersOf(place) < usersOf(best) ? place : best), free[0] ?? from);
}
