import { describe, expect, it } from "vitest";
import { crosses, overlaps, place } from "./labels.ts";
import { frameOf, labelsOf, scaleOf } from "./layout.ts";
import { pictureOf } from "./picture.ts";
import { daysOf, standing, year } from "../../test/commitments.ts";
import type { CommitmentYearStanding } from "../../api/types.ts";

/** Years of every kind, on each day that the picture may be looked at. */
function years(): [string, CommitmentYearStanding, string][] {
  const found: [string, CommitmentYearStanding, string][] = [];
  for (const count of [1, 7, 40, 120, 240, 300, 350, 364]) {
    for (const pace of [0.2, 0.8, 0.97, 1, 1.03, 1.4, 3]) {
      const cents = Math.round((100_000_000 / 365) * pace);
      const days = daysOf(count, cents);
      const spent = days.at(-1)?.spent ?? "0";
      const forecast = String((365 * cents) / 100);
      const met = days.find((one) => Number(one.spent) >= 1_000_000)?.day ?? null;
      const rest = String(Math.max(0, 1_000_000 - Number(spent)));
      const today = days.at(-1)?.day ?? "";
      found.push([
        `${count} days at ${pace}`,
        year({ days, spent, remaining: rest, surplus: String(Math.max(0, Number(spent) - 1_000_000)), forecast, shortfall: String(Math.max(0, 1_000_000 - Number(forecast))), met_on: met, through: today }),
        today,
      ]);
    }
  }
  return found;
}

describe.each([320 - 40, 420, 700, 1100])("in a picture of %d pixels", (width) => {
  it.each(years())("no text is over another or outside: %s", (_, of, today) => {
    const frame = frameOf(width);
    const labels = labelsOf(of, standing([of], { as_of: today }), pictureOf(of, { as_of: today }), frame);
    expect(labels.map(({ id }) => id)).toContain("end");
    for (const [at, { box }] of labels.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(frame.plot.x - 0.01);
      expect(box.x + box.width).toBeLessThanOrEqual(frame.plot.x + frame.plot.width + 0.01);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(frame.plot.y + frame.plot.height + 0.01);
      for (const other of labels.slice(at + 1)) expect(overlaps(box, other.box), `${other.id} over another`).toBe(false);
    }
  });
});

it("a wide picture has no line through a text", () => {
  for (const [name, of, today] of years()) {
    const frame = frameOf(1100);
    const picture = pictureOf(of, { as_of: today });
    const scale = scaleOf(picture, frame);
    const line = picture.remaining.map(({ x, y }) => ({ x: scale.x(x), y: scale.y(y) }));
    for (const { id, box } of labelsOf(of, standing([of], { as_of: today }), picture, frame)) {
      if (id === "today") continue;
      expect(line.some((spot, at) => at > 0 && crosses(box, line[at - 1] ?? spot, spot)), `${name}: ${id}`).toBe(false);
    }
  }
});

it("a line goes through a box or past it", () => {
  const box = { x: 10, y: 10, width: 10, height: 10 };
  expect(crosses(box, { x: 0, y: 0 }, { x: 30, y: 30 })).toBe(true);
  expect(crosses(box, { x: 12, y: 12 }, { x: 14, y: 14 })).toBe(true);
  expect(crosses(box, { x: 0, y: 15 }, { x: 9, y: 15 })).toBe(false);
  expect(crosses(box, { x: 0, y: 25 }, { x: 30, y: 25 })).toBe(false);
  expect(crosses(box, { x: 0, y: 30 }, { x: 5, y: 0 })).toBe(false);
});

it("a text stands beside what it is about, and where nothing is free, where least is in the way", () => {
  const bounds = { x: 0, y: 0, width: 400, height: 300 };
  const free = place({ x: 200, y: 150 }, { width: 60, height: 16 }, { bounds, boxes: [], lines: [] });
  expect(Math.abs(free.y + 8 - 150)).toBeLessThan(20);
  const full = place({ x: 50, y: 10 }, { width: 60, height: 16 }, { bounds: { x: 0, y: 0, width: 70, height: 20 }, boxes: [bounds], lines: [] });
  expect(full).toMatchObject({ width: 60, height: 16 });
});
