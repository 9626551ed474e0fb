import type { CommitmentYearStanding } from "../../api/types.ts";

const WIDTH = 200;
const HEIGHT = 14;

/** How much of the commitment is spent, and where the straight line is. The text beside it says the same. */
export function Meter({ year }: { year: CommitmentYearStanding }) {
  // Floats, for the screen alone.
  const commitment = Number(year.commitment);
  const part = (amount: string) => Math.min(Math.max(Number(amount) / commitment, 0), 1) * WIDTH;
  return (
    <svg className="lf-meter" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect className="lf-meter-ground" x={0} y={3} width={WIDTH} height={HEIGHT - 6} />
      <rect className="lf-meter-spent" x={0} y={3} width={part(year.spent)} height={HEIGHT - 6} />
      {year.state === "running" && year.through !== null && (
        <path className="lf-meter-line" d={`M${part(year.expected)} 0V${HEIGHT}`} vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  );
}
