import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { BillMonthView } from "../../api/types.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { count, shown, size } from "./money.ts";
import { type Measure, MEASURES, MONTH_STATES, monthName } from "./words.ts";

/** Every month with its state and its exact sums. */
export function BillsTable({ months, measure }: { months: readonly BillMonthView[]; measure: Measure }) {
  return (
    <Table
      variant="container"
      items={[...months]}
      trackBy={({ report, period }) => `${report} ${period}`}
      columnDefinitions={columns(measure)}
      header={
        <Header variant="h2" counter={`(${months.length})`} description="A month counts once its sums, counted again from the store, are the source's to the last digit.">
          Months
        </Header>
      }
      ariaLabels={{ tableLabel: "Months of the bill" }}
      empty={<EmptyState title="No months yet">AWS delivers the first bill within a day. It is read by itself.</EmptyState>}
      wrapLines
      data-testid="bills-table"
    />
  );
}

const columns = (measure: Measure): TableProps.ColumnDefinition<BillMonthView>[] => [
  { id: "period", header: "Month", isRowHeader: true, minWidth: 105, cell: ({ period }) => <span className="lf-nowrap" data-testid={`month-${period}`}>{monthName(period)}</span> },
  { id: "state", header: "State", minWidth: 110, cell: (month) => <State month={month} /> },
  { id: "cost", header: `${MEASURES[measure].label} cost`, minWidth: 170, cell: (month) => <Cost month={month} measure={measure} /> },
  { id: "rows", header: "Rows", minWidth: 90, cell: ({ kept }) => (kept === null ? "–" : count(kept.rows)) },
  { id: "files", header: "Delivered as", minWidth: 150, cell: ({ kept }) => (kept === null ? "–" : `${count(kept.files)} ${kept.files === 1 ? "file" : "files"}, ${size(kept.bytes)}`) },
  { id: "read", header: "Read", cell: ({ kept }) => (kept === null ? "–" : <Timestamp at={kept.at} />) },
];

function State({ month: { period, state, progress, failure, kept } }: { month: BillMonthView }) {
  const look = MONTH_STATES[state];
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type={look.type} data-testid={`state-${period}`} data-state={state}>{look.text}</StatusIndicator>
      {progress !== null && (
        <ProgressBar
          value={progress.files === 0 ? 0 : (100 * progress.files_done) / progress.files}
          additionalInfo={`${count(progress.files_done)} of ${count(progress.files)} files, ${size(progress.bytes_done)}`}
          ariaLabel={`Reading ${monthName(period)}`}
        />
      )}
      {failure !== null && <Box variant="small" color="text-status-error">{failure.detail}</Box>}
      {failure !== null && kept !== null && <Box variant="small">What was read before stays.</Box>}
    </SpaceBetween>
  );
}

/** Rounded for the eye, exact beside it: what is summed and compared has all digits. */
function Cost({ month: { period, kept }, measure }: { month: BillMonthView; measure: Measure }) {
  if (kept === null) return "–";
  const sums = Object.entries(kept.currencies);
  if (sums.length === 0) return "Nothing yet";
  return (
    <SpaceBetween size="xxs">
      {sums.map(([currency, one]) => (
        <div key={currency}>
          {shown(one[measure])} {currency}
          <Box variant="small" display="block" color="text-body-secondary">
            <span data-testid={`exact-${period}-${currency}`}>{one[measure]}</span>
          </Box>
        </div>
      ))}
    </SpaceBetween>
  );
}
