import BarChart from "@cloudscape-design/components/bar-chart";
import Box from "@cloudscape-design/components/box";
import type { CostsState } from "./address.ts";
import { exactly, rounded } from "./Amount.tsx";
import { coloursOf, REST_COLOUR } from "./colours.ts";
import { isZero } from "./decimal.ts";
import { DrillLink } from "./DrillLink.tsx";
import { charted, type Part, type Row } from "./pivot.ts";
import type { Asked } from "./question.ts";
import { timeName } from "./range.ts";
import { useAccountNames } from "./use-costs.ts";
import { cut, NO_VALUE, valueName, within } from "./words.ts";

interface CostChartProps {
  part: Part;
  asked: Asked;
  state: CostsState;
  title: string;
}

/** More series could not be told apart. */
const MOST_SERIES = 10;

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** The largest groups and the rest, stacked. Heights are floats for the screen; the texts are not made of them. */
export function CostChart({ part, asked, state, title }: CostChartProps) {
  const names = useAccountNames();
  const isUsage = state.view === "usage";
  const rows = charted(part, MOST_SERIES).filter(({ cells }) => [...cells.values()].some((amount) => !isZero(amount)));
  const by = asked.question.group_by?.[0] ?? "";
  const titles = titlesOf(rows, (row) => (by === "" ? "Total" : valueName(by, row.value, names)));
  const colours = coloursOf(rows.filter(({ kind }) => kind === "group").map(({ value }) => value ?? NO_VALUE));
  const domain = part.times.map((time) => timeName(time));
  const timeAt = (x: string) => part.times[domain.indexOf(x)] ?? "";
  const byTitle = new Map(rows.map((row, place) => [titles[place] ?? "", row]));
  const exact = (row: Row | undefined, x: string) => row?.cells.get(timeAt(x)) ?? "0";
  return (
    <BarChart
      series={rows.map((row, place) => ({
        type: "bar" as const,
        title: titles[place] ?? "",
        color: row.kind === "group" ? (colours.get(row.value ?? NO_VALUE) ?? REST_COLOUR) : REST_COLOUR,
        data: part.times.map((time, at) => ({ x: domain[at] ?? time, y: Number(row.cells.get(time) ?? "0") })),
      }))}
      xDomain={domain}
      xScaleType="categorical"
      stackedBars
      emphasizeBaselineAxis
      height={300}
      hideFilter
      xTitle={asked.each === "day" ? "Day (UTC)" : "Month (UTC)"}
      yTitle={part.unit === "" ? "Amount" : part.unit}
      ariaLabel={title}
      ariaDescription="The table below has the same numbers."
      yTickFormatter={(value) => compact.format(value)}
      detailPopoverSize="large"
      detailPopoverSeriesContent={({ series, x }) => {
        const row = byTitle.get(series.title);
        const amount = exact(row, x);
        const value = <span title={exactly(amount)}>{state.isExact ? exactly(amount) : rounded(amount, isUsage)}</span>;
        if (row === undefined || row.kind === "rest" || by === "") return { key: series.title, value };
        return { key: <DrillLink to={within(state, row.value, timeAt(x))}>{series.title}</DrillLink>, value };
      }}
      detailPopoverFooter={(x) => <Footer part={part} time={timeAt(x)} isUsage={isUsage} isExact={state.isExact} />}
      empty={<Box color="inherit">Nothing was billed here.</Box>}
      data-testid={`cost-chart-${part.unit}`}
    />
  );
}

function Footer({ part, time, isUsage, isExact }: { part: Part; time: string; isUsage: boolean; isExact: boolean }) {
  const amount = part.total.cells.get(time) ?? "0";
  return (
    <Box>
      Total of {timeName(time, true)}: <Box variant="span" fontWeight="bold">{isExact ? exactly(amount) : rounded(amount, isUsage)} {part.unit}</Box>
    </Box>
  );
}

/** Short, and no two alike: series are told apart by their titles. */
function titlesOf(rows: readonly Row[], name: (row: Row) => string): string[] {
  const taken = new Set<string>();
  return rows.map((row) => {
    const full = row.kind === "rest" ? "All others" : name(row);
    const short = cut(full);
    const title = taken.has(short) ? full : short;
    taken.add(title);
    return title;
  });
}
