import BarChart from "@cloudscape-design/components/bar-chart";
import Box from "@cloudscape-design/components/box";
import type { BillMonthView } from "../../api/types.ts";
import { shown } from "./money.ts";
import { type Measure, MEASURES, monthName } from "./words.ts";

interface BillsChartProps {
  /** The newest first. */
  months: readonly BillMonthView[];
  currency: string;
  measure: Measure;
}

/** The kept months side by side, by type of line. Heights are rounded for the screen; the texts are not made of them. */
export function BillsChart({ months, currency, measure }: BillsChartProps) {
  const kept = [...months].reverse().flatMap(({ period, kept: one }) => {
    const sums = one?.currencies[currency];
    return sums === undefined ? [] : [{ period, sums }];
  });
  const total = (type: string) => kept.reduce((sum, { sums }) => sum + Math.abs(Number(sums.by_line_type[type]?.[measure] ?? 0)), 0);
  // The largest stands on the ground.
  const types = [...new Set(kept.flatMap(({ sums }) => Object.keys(sums.by_line_type)))].sort((a, b) => total(b) - total(a));
  const exact = (type: string, period: string) =>
    kept.find((one) => one.period === period)?.sums.by_line_type[type]?.[measure] ?? "0";
  const series = types.map((type) => ({
    type: "bar" as const,
    title: type,
    data: kept.map(({ period }) => ({ x: monthName(period), y: Number(exact(type, period)) })),
    valueFormatter: (_: number, x: string) => shown(exact(type, kept.find(({ period }) => monthName(period) === x)?.period ?? "")),
  }));
  const some = series.filter(({ data }) => data.some(({ y }) => y !== 0));
  return (
    <BarChart
      series={some}
      xDomain={kept.map(({ period }) => monthName(period))}
      xScaleType="categorical"
      stackedBars
      height={260}
      hideFilter
      xTitle="Month (UTC)"
      yTitle={`${MEASURES[measure].label} cost in ${currency}`}
      ariaLabel={`${MEASURES[measure].label} cost in ${currency}, by month and type of line`}
      yTickFormatter={(value) => shown(String(Math.round(value)), 0)}
      empty={<Box color="inherit">No month is read yet.</Box>}
      data-testid="bills-chart"
    />
  );
}
