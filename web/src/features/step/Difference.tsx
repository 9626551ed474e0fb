import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { PolicyChangeView, PolicyDifferenceView } from "../../api/types.ts";

const CHANGES: Record<PolicyChangeView["change"], { type: StatusIndicatorProps.Type; text: string }> = {
  added: { type: "info", text: "Added" },
  removed: { type: "stopped", text: "Removed" },
  changed: { type: "warning", text: "Other scope" },
};

const BASES: Record<PolicyDifferenceView["basis"], string> = {
  policies: "As the role's own policies say.",
  choices: "As the choices in the role's tags say; its policies could not be read.",
  unknown: "Neither the role's policies nor its choices could be read, so that nothing can be said action by action.",
};

/** What an update would change, action by action, each with its reason. */
export function Difference({ difference: { basis, changes } }: { difference: PolicyDifferenceView }) {
  const count = changes.length;
  return (
    <Table
      data-testid="difference"
      variant="embedded"
      wrapLines
      header={
        <Header variant="h3" counter={`(${count})`} description={BASES[basis]}>
          What the update changes
        </Header>
      }
      items={changes}
      trackBy="action"
      empty={basis === "unknown" ? "The change set of AWS shows it." : "No action is added, removed or changed."}
      columnDefinitions={[
        {
          id: "change",
          header: "Change",
          minWidth: 140,
          cell: ({ change, action }) => (
            <span data-testid={`change-${action}`} data-change={change}>
              <StatusIndicator type={CHANGES[change].type}>{CHANGES[change].text}</StatusIndicator>
            </span>
          ),
        },
        {
          id: "action",
          header: "Action",
          isRowHeader: true,
          minWidth: 220,
          cell: ({ action, capability }) => (
            <>
              <span className="lf-mono">{action}</span>
              <Box color="text-body-secondary" fontSize="body-s">
                {capability ?? "not asked for by Landfast"}
              </Box>
            </>
          ),
        },
        { id: "reason", header: "What for", minWidth: 220, cell: ({ reason }) => reason },
        { id: "scope", header: "On", minWidth: 200, cell: (row) => <Scope row={row} /> },
      ]}
    />
  );
}

function Scope({ row: { change, deployed, wanted } }: { row: PolicyChangeView }) {
  if (change !== "changed") return <>{wanted ?? deployed ?? "–"}</>;
  return (
    <>
      <div>{wanted ?? "–"}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        now: {deployed ?? "–"}
      </Box>
    </>
  );
}
