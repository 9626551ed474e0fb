import { type KeyboardEvent, type PointerEvent, useId, useMemo, useRef, useState } from "react";
import { timeName } from "../costs/range.ts";
import { BurnDownDrawing } from "./BurnDownDrawing.tsx";
import { BurnDownLegend } from "./BurnDownLegend.tsx";
import { frameOf, labelsOf, scaleOf } from "./layout.ts";
import { daysBetween, endOf, lengthOf, pictureOf, remainingAfter } from "./picture.ts";
import type { CommitmentStandingView, CommitmentYearStanding } from "../../api/types.ts";
import { useWidth } from "./use-width.ts";
import { sentencesOf } from "./verdict.ts";
import { isBelowZero, money, unsigned } from "./words.ts";

interface BurnDownProps {
  year: CommitmentYearStanding;
  standing: CommitmentStandingView;
  title: string;
}

/** How far a key goes, in days; `0` is the first, `Infinity` the last. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30, Home: -Infinity, End: Infinity,
};

/** How much of the commitment remains day by day, against the straight line of the year and with its forecast. */
export function BurnDown({ year, standing, title }: BurnDownProps) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  const [at, setAt] = useState<number | null>(null);
  const described = useId();
  const picture = useMemo(() => pictureOf(year, standing), [year, standing]);
  const frame = useMemo(() => frameOf(width), [width]);
  const labels = useMemo(() => labelsOf(year, standing, picture, frame), [year, standing, picture, frame]);
  const scale = scaleOf(picture, frame);
  const last = year.days.length - 1;
  const shown = at === null ? null : (year.days[Math.min(at, last)] ?? null);

  const look = (event: PointerEvent<HTMLDivElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - left - frame.plot.x) / frame.plot.width;
    const nearest = Math.round(part * lengthOf(year)) - 1 - daysBetween(year.from, year.days[0]?.day ?? year.from);
    setAt(Math.min(Math.max(nearest, 0), last));
  };
  const step = (event: KeyboardEvent) => {
    if (event.key === "Escape") setAt(null);
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setAt(Math.min(Math.max((at ?? last) + by, 0), last));
  };
  const drawing = (
    <BurnDownDrawing
      picture={picture} frame={frame} scale={scale} labels={labels} year={year}
      cursor={shown === null ? null : { x: endOf(shown.day, year), y: Number(remainingAfter(shown.spent, year)) }}
    />
  );
  const words = (
    <p id={described} className="lf-burn-words">{sentencesOf(year, standing.currency).join(" ")}</p>
  );
  const read = year.days[at ?? last];
  return (
    <div data-testid="burn-down" data-year={year.number}>
      {words}
      <div ref={holder} className="lf-burn">
        {read === undefined ? (
          <div role="img" aria-label={title} aria-describedby={described}>{drawing}</div>
        ) : (
          <div
            className="lf-burn-picture"
            role="slider"
            tabIndex={0}
            aria-label={`${title}, day by day`}
            aria-describedby={described}
            aria-valuemin={0}
            aria-valuemax={last}
            aria-valuenow={at ?? last}
            aria-valuetext={dayText(read, year, standing.currency)}
            onKeyDown={step}
            onFocus={() => { setAt((before) => before ?? last); }}
            onBlur={() => { setAt(null); }}
            onPointerMove={look}
            onPointerDown={look}
            onPointerLeave={(event) => { if (event.currentTarget !== document.activeElement) setAt(null); }}
          >
            {drawing}
            {shown !== null && <Readout day={shown} year={year} currency={standing.currency} x={scale.x(endOf(shown.day, year))} width={frame.width} />}
          </div>
        )}
      </div>
      <BurnDownLegend picture={picture} />
    </div>
  );
}

type DayOf = CommitmentYearStanding["days"][number];

const remainingText = ({ spent }: DayOf, year: CommitmentYearStanding, currency: string): [string, string] => {
  const left = remainingAfter(spent, year);
  return isBelowZero(left) ? ["Over by", money(unsigned(left), currency)] : ["Remaining", money(left, currency)];
};

function dayText(day: DayOf, year: CommitmentYearStanding, currency: string): string {
  const [what, amount] = remainingText(day, year, currency);
  return `${timeName(day.day, true)}: spent ${money(day.spent, currency)}, ${what.toLowerCase()} ${amount}`;
}

/** What the day is that is pointed at. */
function Readout({ day, year, currency, x, width }: { day: DayOf; year: CommitmentYearStanding; currency: string; x: number; width: number }) {
  const [what, amount] = remainingText(day, year, currency);
  const isLeft = x > width / 2;
  return (
    <div
      className="lf-burn-readout"
      style={isLeft ? { insetInlineEnd: `${Math.min(width - x + 12, width - 190)}px` } : { insetInlineStart: `${Math.min(x + 12, width - 190)}px` }}
      data-testid="burn-down-day"
    >
      <strong>{timeName(day.day, true)}</strong>
      <dl>
        <dt>Spent</dt>
        <dd>{money(day.spent, currency)}</dd>
        <dt>{what}</dt>
        <dd>{amount}</dd>
      </dl>
    </div>
  );
}
