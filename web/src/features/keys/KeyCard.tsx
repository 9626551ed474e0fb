import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { KeyView } from "../../api/types.ts";
import { Timestamp } from "../../ui/Timestamp.tsx";

interface KeyCardProps {
  title: string;
  name: "current" | "candidate";
  view: KeyView;
}

/** What is known of a key: its end, its user, its age and its last test. */
export function KeyCard({ title, name, view }: KeyCardProps) {
  return (
    <SpaceBetween size="s" data-testid={`key-${name}`}>
      <Box variant="h3">{title}</Box>
      {view.rotate_advised && (
        <Alert type="warning" data-testid="rotate-advised">
          This key is old enough to be replaced. Rotating it needs no interruption.
        </Alert>
      )}
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Ends in", value: <span className="lf-mono">…{view.last4}</span> },
          { label: "User", value: <span className="lf-mono">{view.user_arn ?? "–"}</span> },
          { label: "Age", value: <Age view={view} /> },
          { label: "Saved", value: <>by {view.saved_by}, <Timestamp at={view.saved_at} /></> },
          { label: "Last test", value: <Timestamp at={view.tested_at} /> },
          { label: "Answer", value: <Answer answered={view.answered} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function Age({ view: { age_days, age_exact } }: { view: KeyView }) {
  const days = age_days === 1 ? "1 day" : `${age_days} days`;
  if (age_exact) return <>{days}</>;
  return (
    <>
      {days} since it was saved
      <Box color="text-body-secondary" fontSize="body-s">
        It may be older: its user may not list its keys.
      </Box>
    </>
  );
}

function Answer({ answered }: { answered: boolean | null }) {
  if (answered === null) return <StatusIndicator type="pending">Not tested yet</StatusIndicator>;
  return answered ? (
    <StatusIndicator type="success">It answers</StatusIndicator>
  ) : (
    <StatusIndicator type="error">It does not answer</StatusIndicator>
  );
}
