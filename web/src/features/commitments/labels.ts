/** Where texts of the picture stand so that no two overlap and no line goes through one, in pixels. */

export interface Spot {
  x: number;
  y: number;
}
export interface Box extends Spot {
  width: number;
  height: number;
}

/** About as wide as the font's letters are; digits are wider than most. */
const LETTER = 0.57;
const LINE = 1.3;

/** The room that lines of text take. */
export function room(lines: readonly string[], fontSize: number): { width: number; height: number } {
  const longest = Math.max(0, ...lines.map((line) => line.length));
  return { width: Math.ceil(longest * fontSize * LETTER) + 4, height: Math.ceil(lines.length * fontSize * LINE) };
}

export const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

/** Whether a line from one spot to another goes through a box (Liang and Barsky). */
export function crosses(box: Box, from: Spot, to: Spot): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [enters, leaves] = [0, 1];
  for (const [toward, room] of [[-dx, from.x - box.x], [dx, box.x + box.width - from.x], [-dy, from.y - box.y], [dy, box.y + box.height - from.y]] as const) {
    if (toward === 0) {
      if (room < 0) return false;
      continue;
    }
    const at = room / toward;
    if (toward < 0) enters = Math.max(enters, at);
    else leaves = Math.min(leaves, at);
    if (enters > leaves) return false;
  }
  return true;
}

interface Obstacles {
  /** No text leaves it. */
  bounds: Box;
  boxes: readonly Box[];
  lines: readonly (readonly Spot[])[];
}

/** As much as a text keeps from what is beside it. */
const MARGIN = 3;
const grown = ({ x, y, width, height }: Box): Box => ({ x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN });

/** How much is in the way of a text; another text is worse than a line. */
function burden(text: Box, { boxes, lines }: Obstacles): number {
  const box = grown(text);
  const over = boxes.filter((other) => overlaps(box, other)).length;
  const through = lines.filter((line) => line.some((spot, place) => place > 0 && crosses(box, line[place - 1] ?? spot, spot))).length;
  return over * 10 + through;
}

const STEP = 6;
const GAP = 9;

/**
 * The free place for a text that is nearest to what it is about; where none is free, the one with least in its way.
 *
 * @param about the spot that the text is about
 */
export function place(about: Spot, size: { width: number; height: number }, obstacles: Obstacles): Box {
  const { bounds } = obstacles;
  const found: { box: Box; far: number }[] = [];
  const sides = [GAP, -size.width - GAP, -size.width / 2, GAP + 40, -size.width - GAP - 40];
  for (const side of sides) {
    for (let rise = -bounds.height; rise <= bounds.height; rise += STEP) {
      const box = { x: clamp(about.x + side, bounds.x, bounds.x + bounds.width - size.width), y: about.y + rise - size.height / 2, ...size };
      if (isWithin(box, bounds)) found.push({ box, far: distance(about, box) });
    }
  }
  found.sort((a, b) => a.far - b.far);
  let best: { box: Box; weight: number } | null = null;
  for (const { box } of found) {
    const weight = burden(box, obstacles);
    if (weight === 0) return box;
    if (best === null || weight < best.weight) best = { box, weight };
  }
  return best?.box ?? { ...about, ...size };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));

/** From a spot to the nearest edge of a box. */
export function distance(spot: Spot, { x, y, width, height }: Box): number {
  const dx = Math.max(x - spot.x, 0, spot.x - (x + width));
  const dy = Math.max(y - spot.y, 0, spot.y - (y + height));
  return Math.hypot(dx, dy);
}
