import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { DoorAnswer, DoorTryView } from "../../api/types.ts";
import { Timestamp } from "../../ui/Timestamp.tsx";

const ANSWERS: Record<DoorAnswer, { type: StatusIndicatorProps.Type; text: string }> = {
  let_in: { type: "error", text: "Let in" },
  refused: { type: "success", text: "Refused" },
  trouble: { type: "warning", text: "No answer" },
};

/** Every way in that was tried, with what AWS said. */
export function Tries({ tries }: { tries: readonly DoorTryView[] }) {
  return (
    <Table
      data-testid="removal-tries"
      variant="embedded"
      ariaLabels={{ tableLabel: "What was tried" }}
      items={tries}
      trackBy={({ at, door }) => `${at} ${door}`}
      columnDefinitions={columns}
      wrapLines
      empty="Nothing was tried."
    />
  );
}

const columns: TableProps.ColumnDefinition<DoorTryView>[] = [
  { id: "at", header: "When", width: 115, cell: ({ at }) => <Timestamp at={at} /> },
  { id: "door", header: "Way in", isRowHeader: true, minWidth: 220, cell: ({ door }) => door },
  {
    id: "answer",
    header: "AWS",
    minWidth: 160,
    cell: ({ answer, detail }) => (
      <StatusIndicator type={ANSWERS[answer].type}>
        {ANSWERS[answer].text}
        {detail === null ? "" : `: ${detail}`}
      </StatusIndicator>
    ),
  },
  {
    id: "request",
    header: "AWS request id",
    minWidth: 160,
    cell: ({ request_id: id }) => <span className="lf-mono">{id ?? "–"}</span>,
  },
];
