import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import type { RemovalState, RemovalView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { GuideStep } from "../../ui/GuideStep.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { RecordOnly } from "./RecordOnly.tsx";
import { Tries } from "./Tries.tsx";
import { useRemoval } from "./use-removal.ts";

interface RemovalProps {
  accountId: string;
  name: string;
  view: RemovalView;
}

const SIGNS: Record<RemovalState, StatusIndicatorProps.Type> = {
  not_begun: "pending",
  begun: "pending",
  looking: "in-progress",
  waiting: "in-progress",
  still_answers: "error",
  gave_up: "warning",
};

export function Removal({ accountId, name, view }: RemovalProps) {
  const { begin, prove, cancel } = useRemoval(accountId);
  const [recordOnly, setRecordOnly] = useState(false);
  const { actions } = view;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">1. Delete in AWS</Header>}>
        <SpaceBetween size="m" data-testid="removal-guide">
          {view.guide.map((step) => (
            <GuideStep key={step.text} step={step} />
          ))}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">2. Prove that access is gone</Header>}>
        <SpaceBetween size="m">
          <div data-testid="removal-state" data-state={view.state} role="status">
            <StatusIndicator type={SIGNS[view.state]}>{view.summary}</StatusIndicator>
          </div>
          {view.doors.length > 0 && <Doors doors={view.doors} />}
          <ProblemAlert error={prove.error ?? cancel.error ?? begin.error} />
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton
              actions={actions}
              name="look"
              variant="primary"
              busy={prove.isPending}
              onAct={() => { prove.mutate(); }}
              data-testid="removal-prove"
            >
              It is deleted: try every way in
            </ActionButton>
            {view.state === "not_begun" ? (
              <ActionButton actions={actions} name="begin" busy={begin.isPending} onAct={() => { begin.mutate(); }}>
                Begin, and delete later
              </ActionButton>
            ) : (
              <ActionButton
                actions={actions}
                name="cancel"
                busy={cancel.isPending}
                onAct={() => { cancel.mutate(); }}
                data-testid="removal-cancel"
              >
                Keep the account
              </ActionButton>
            )}
          </SpaceBetween>
          {view.tries.length > 0 && <Tries tries={view.tries} />}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Or remove the record alone</Header>}>
        <SpaceBetween size="s">
          <Box>
            Landfast forgets the account and proves nothing: what gave access stays in AWS. Should the account be registered
            again, what was left is looked for.
          </Box>
          <ActionButton
            actions={actions}
            name="record_only"
            onAct={() => { setRecordOnly(true); }}
            data-testid="removal-record-only"
          >
            Remove the record alone
          </ActionButton>
        </SpaceBetween>
      </Container>
      {recordOnly && <RecordOnly accountId={accountId} name={name} left={view.left_by_record_only} onClose={() => { setRecordOnly(false); }} />}
    </SpaceBetween>
  );
}

function Doors({ doors }: { doors: readonly string[] }) {
  return (
    <div>
      <Box variant="awsui-key-label">What is tried, and must be refused twice</Box>
      <ul className="lf-plain-list">
        {doors.map((door) => (
          <li key={door}>{door}</li>
        ))}
      </ul>
    </div>
  );
}
