import { timeName } from "../costs/range.ts";
import { type Box, place, room, type Spot } from "./labels.ts";
import type { End, Picture, Point } from "./picture.ts";
import type { CommitmentStandingView, CommitmentYearStanding } from "../../api/types.ts";
import { roughly } from "./words.ts";

/** Where the picture is drawn, in pixels. */
export interface Frame {
  width: number;
  height: number;
  plot: Box;
  isNarrow: boolean;
}

/** Of a frame that is narrower, labels are fewer and the picture lower. */
const NARROW = 560;
export const FONT = 12;

export function frameOf(width: number): Frame {
  const isNarrow = width < NARROW;
  const height = isNarrow ? 300 : 360;
  const [left, right, top, bottom] = isNarrow ? [46, 10, 26, 28] : [60, 16, 28, 30];
  return { width, height, isNarrow, plot: { x: left, y: top, width: Math.max(60, width - left - right), height: height - top - bottom } };
}

export interface Scale {
  x: (part: number) => number;
  y: (amount: number) => number;
}

/** Air over the highest and under the lowest amount, as a part of the whole. */
const AIR = 0.04;

export function scaleOf({ low, high }: Picture, { plot }: Frame): Scale {
  const whole = Math.max(high - low, Number.MIN_VALUE);
  const [bottom, top] = [low < 0 ? low - whole * AIR : 0, high + whole * AIR];
  return {
    x: (part) => plot.x + part * plot.width,
    y: (amount) => plot.y + ((top - amount) / (top - bottom)) * plot.height,
  };
}

export const spotOf = (scale: Scale, { x, y }: Point): Spot => ({ x: scale.x(x), y: scale.y(y) });

export type Tone = "plain" | "bad" | "good";
export interface Label {
  id: "today" | "end" | "now" | "met";
  lines: readonly string[];
  box: Box;
  /** What it is about. */
  about: Spot;
  tone: Tone;
}

const WORDS: Record<End["kind"], string> = { shortfall: "Shortfall", surplus: "Surplus", met: "Met exactly" };

export const toneOf = ({ kind }: End): Tone => (kind === "shortfall" ? "bad" : "good");

/** The texts in the picture, each near what it is about and none over another. The most important chooses first. */
export function labelsOf(year: CommitmentYearStanding, standing: Pick<CommitmentStandingView, "as_of" | "currency">, picture: Picture, frame: Frame): Label[] {
  const scale = scaleOf(picture, frame);
  const spots = (points: readonly Point[]) => points.map((point) => spotOf(scale, point));
  const labels: Label[] = [];
  const upright = (part: number): Spot[] => [{ x: scale.x(part), y: frame.plot.y }, { x: scale.x(part), y: frame.plot.y + frame.plot.height }];
  const lines = [
    spots(picture.remaining),
    spots([{ x: 0, y: picture.commitment }, { x: 1, y: 0 }]),
    spots(picture.forecast),
    spots([{ x: 0, y: 0 }, { x: 1, y: 0 }]),
    ...(picture.end === null ? [] : [spots([{ x: 1, y: 0 }, { x: 1, y: picture.end.y }])]),
    ...(picture.today === null ? [] : [upright(picture.today)]),
  ];
  const add = (id: Label["id"], about: Spot, texts: readonly string[], tone: Tone) => {
    const box = place(about, room(texts, FONT), { bounds: frame.plot, boxes: labels.map((label) => label.box), lines });
    labels.push({ id, lines: texts, box, about, tone });
  };
  if (picture.today !== null) labels.push(todayLabel(picture.today, standing.as_of, scale, frame));
  const { end } = picture;
  if (end !== null) {
    const what = end.isForecast ? `${WORDS[end.kind]} forecast` : WORDS[end.kind];
    add("end", spotOf(scale, { x: 1, y: end.y / 2 }), end.kind === "met" ? [what] : [what, `${roughly(end.amount)} ${standing.currency}`], toneOf(end));
  }
  const last = picture.remaining.at(-1);
  if (year.state === "running" && last !== undefined && picture.remaining.length > 1) {
    const isOver = last.y < 0;
    add("now", spotOf(scale, last), [isOver ? "Over by" : "Remaining", `${roughly(isOver ? year.surplus : year.remaining)} ${standing.currency}`], "plain");
  }
  if (picture.met !== null && year.met_on !== null) add("met", spotOf(scale, { x: picture.met, y: 0 }), [`Met on ${timeName(year.met_on)}`], "good");
  return labels;
}

/** Over the plot, where nothing else is. */
function todayLabel(part: number, day: string, scale: Scale, { plot }: Frame): Label {
  const lines = [`Today, ${timeName(day)}`];
  const { width, height } = room(lines, FONT);
  const x = Math.min(Math.max(scale.x(part) - width / 2, plot.x), plot.x + plot.width - width);
  return { id: "today", lines, box: { x, y: plot.y - height - 8, width, height }, about: { x: scale.x(part), y: plot.y }, tone: "plain" };
}
