import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { DifferenceView, RightView } from "../../api/types.ts";

interface Row extends RightView {
  change: "added" | "removed";
}

/** What an update would change in the role's rights, action by action, each with its reason. */
export function Difference({ difference: { added, removed } }: { difference: DifferenceView }) {
  const rows: Row[] = [
    ...added.map((right): Row => ({ ...right, change: "added" })),
    ...removed.map((right): Row => ({ ...right, change: "removed" })),
  ];
  return (
    <Table
      data-testid="difference"
      variant="embedded"
      wrapLines
      header={
        <Header variant="h3" counter={`(${rows.length})`} description="As the role's own policies said at the last check.">
          What the update changes
        </Header>
      }
      items={rows}
      trackBy={({ change, action, resource, condition }) => [change, action, resource, condition].join(" ")}
      columnDefinitions={[
        {
          id: "change",
          header: "Change",
          minWidth: 140,
          cell: ({ change, action }) => (
            <span data-testid={`change-${action}`} data-change={change}>
              <StatusIndicator type={change === "added" ? "info" : "stopped"}>
                {change === "added" ? "Added" : "Removed"}
              </StatusIndicator>
            </span>
          ),
        },
        {
          id: "action",
          header: "Action",
          isRowHeader: true,
          minWidth: 220,
          cell: ({ action }) => <span className="lf-mono">{action}</span>,
        },
        { id: "reason", header: "What for", minWidth: 220, cell: ({ reason }) => reason ?? "not asked for by Landfast" },
        {
          id: "resource",
          header: "On",
          minWidth: 200,
          cell: ({ resource, condition }) => (
            <>
              <span className="lf-mono">{resource}</span>
              {condition !== "" && (
                <Box color="text-body-secondary" fontSize="body-s">
                  under a condition
                </Box>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
