import { timeName } from "../costs/range.ts";
import { FONT, type Frame, type Label, type Scale, spotOf, toneOf } from "./layout.ts";
import { distance, type Spot } from "./labels.ts";
import { monthTicks, type Picture, type Point, ticksOf } from "./picture.ts";
import type { CommitmentYearStanding } from "../../api/types.ts";

interface BurnDownDrawingProps {
  picture: Picture;
  frame: Frame;
  scale: Scale;
  labels: readonly Label[];
  year: CommitmentYearStanding;
  /** The day that is pointed at. */
  cursor: Point | null;
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

const pathOf = (spots: readonly Spot[]): string => spots.map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** The picture itself. Said in words beside it, so hidden from screen readers. */
export function BurnDownDrawing({ picture, frame, scale, labels, year, cursor }: BurnDownDrawingProps) {
  const { width, height, plot } = frame;
  const spots = (points: readonly Point[]) => points.map((point) => spotOf(scale, point));
  const remaining = spots(picture.remaining);
  const zero = scale.y(0);
  const last = remaining.at(-1);
  return (
    <svg className="lf-burn-drawing" width={width} height={height} viewBox={`0 0 ${width} ${height}`} fontSize={FONT} aria-hidden="true" focusable="false">
      <Axes picture={picture} frame={frame} scale={scale} year={year} />
      {picture.remaining.length > 1 && <path className="lf-burn-area" d={`${pathOf(remaining)}L${(last?.x ?? 0).toFixed(1)} ${zero.toFixed(1)}L${plot.x} ${zero.toFixed(1)}Z`} />}
      <path className="lf-burn-line" d={pathOf(spots([{ x: 0, y: picture.commitment }, { x: 1, y: 0 }]))} />
      {picture.today !== null && <path className="lf-burn-today" d={`M${scale.x(picture.today)} ${plot.y - 6}V${plot.y + plot.height}`} />}
      {picture.forecast.length > 0 && <path className="lf-burn-forecast" d={pathOf(spots(picture.forecast))} />}
      {picture.remaining.length > 1 && <path className="lf-burn-remaining" d={pathOf(remaining)} />}
      {picture.remaining.length > 1 && last !== undefined && <circle className="lf-burn-dot" cx={last.x} cy={last.y} r={4} />}
      {picture.met !== null && <circle className="lf-burn-met" cx={scale.x(picture.met)} cy={zero} r={4.5} />}
      <EndMark picture={picture} scale={scale} />
      {labels.map((label) => <LabelText key={label.id} label={label} />)}
      {cursor !== null && <Cursor at={spotOf(scale, cursor)} frame={frame} />}
    </svg>
  );
}

/** Between two texts of the axis of amounts, in pixels. */
const TICK_EVERY = 48;
/** Nearer to the commitment's own, another one has no text. */
const TICK_ROOM = 20;

function Axes({ picture, frame: { plot }, scale, year }: Pick<BurnDownDrawingProps, "picture" | "frame" | "scale" | "year">) {
  const months = monthTicks(year, Math.floor(plot.width / 46));
  const bottom = plot.y + plot.height;
  const top = scale.y(picture.commitment);
  return (
    <>
      <path className="lf-burn-grid" d={`M${plot.x} ${top}H${plot.x + plot.width}`} />
      <text className="lf-burn-tick lf-burn-top" x={plot.x - 8} y={top} dy="0.35em" textAnchor="end">{compact.format(picture.commitment)}</text>
      {ticksOf(picture.low, picture.high, plot.height / TICK_EVERY).filter((amount) => Math.abs(scale.y(amount) - top) > TICK_ROOM).map((amount) => (
        <g key={amount}>
          <path className={amount === 0 ? "lf-burn-zero" : "lf-burn-grid"} d={`M${plot.x} ${scale.y(amount)}H${plot.x + plot.width}`} />
          <text className="lf-burn-tick" x={plot.x - 8} y={scale.y(amount)} dy="0.35em" textAnchor="end">{compact.format(amount).replace("-", "\u2212")}</text>
        </g>
      ))}
      {months.map(({ x, month }, place) => (
        <g key={month}>
          <path className="lf-burn-notch" d={`M${scale.x(x)} ${bottom}v5`} />
          <text className="lf-burn-tick" x={scale.x(x)} y={bottom + 18} textAnchor={scale.x(x) > plot.x + plot.width - 14 ? "end" : "middle"}>
            {place === 0 || month.endsWith("-01") ? `${timeName(month).slice(0, 3)} ’${month.slice(2, 4)}` : timeName(month).slice(0, 3)}
          </text>
        </g>
      ))}
    </>
  );
}

/** What is missing at the end, or too much, as a bar at the year's last day. */
function EndMark({ picture: { end }, scale }: Pick<BurnDownDrawingProps, "picture" | "scale">) {
  if (end === null) return null;
  const [x, from, to] = [scale.x(1), scale.y(0), scale.y(end.y)];
  return (
    <g className={`lf-burn-end lf-burn-${toneOf(end)}`}>
      {end.kind !== "met" && <path d={`M${x - 6} ${from}H${x}V${to}H${x - 6}`} />}
      <circle cx={x} cy={to} r={4} />
    </g>
  );
}

/** Farther than this from what it is about, a text has a line to it. */
const FAR = 16;

function LabelText({ label: { lines, box, about, tone, id } }: { label: Label }) {
  const middle = box.x + box.width / 2;
  const height = box.height / lines.length;
  return (
    <g className={`lf-burn-label lf-burn-${tone}`} data-label={id}>
      {id !== "today" && distance(about, box) > FAR && (
        <path className="lf-burn-leader" d={`M${clamp(about.x, box.x, box.x + box.width)} ${clamp(about.y, box.y, box.y + box.height)}L${about.x} ${about.y}`} />
      )}
      {lines.map((line, place) => (
        <text key={line} x={middle} y={box.y + height * (place + 0.5)} dy="0.35em" textAnchor="middle" fontWeight={place === lines.length - 1 && lines.length > 1 ? 700 : 400}>{line}</text>
      ))}
    </g>
  );
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const Cursor = ({ at, frame: { plot } }: { at: Spot; frame: Frame }) => (
  <g className="lf-burn-cursor">
    <path d={`M${at.x} ${plot.y}V${plot.y + plot.height}`} />
    <circle cx={at.x} cy={at.y} r={5} />
  </g>
);
