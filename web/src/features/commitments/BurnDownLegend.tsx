import type { Picture } from "./picture.ts";

/** Which line is which; by its form as well as by its colour. */
export function BurnDownLegend({ picture }: { picture: Picture }) {
  const entries = [
    ...(picture.remaining.length > 1 ? [{ name: "remaining", text: "Remaining commitment" }] : []),
    { name: "line", text: "Straight line of the year" },
    ...(picture.forecast.length > 0 ? [{ name: "forecast", text: "Forecast at the pace of the last month" }] : []),
  ];
  return (
    <ul className="lf-burn-legend">
      {entries.map(({ name, text }) => (
        <li key={name}>
          <svg width="28" height="10" viewBox="0 0 28 10" aria-hidden="true" focusable="false">
            <path className={`lf-burn-${name}`} d="M1 5H27" />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
