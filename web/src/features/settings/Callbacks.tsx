import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { callback } from "../../api/settings.ts";
import type { CallbackView } from "../../api/types.ts";
import { CopyValue } from "../../ui/CopyField.tsx";
import { OutsideLink } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

/** Whether stacks tell this server that they are done, and whether it hears them. */
export function Callbacks() {
  const { data, error, refetch } = useQuery(callback);
  return (
    <Container
      header={
        <Header variant="h2" description="A stack can tell Landfast that it is done. What it says is only a reason to look.">
          Callbacks
        </Header>
      }
    >
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Shown view={data} />}
    </Container>
  );
}

function Shown({ view }: { view: CallbackView }) {
  if (view.topic_arn === null) {
    return (
      <Box data-testid="callbacks-none">
        None. Landfast looks for roles by itself, which comes to the same a little later. Whoever runs the server turns them on:{" "}
        <span className="lf-mono">landfast serve --callback-topic ARN --callback-queue URL</span>
      </Box>
    );
  }
  return (
    <SpaceBetween size="m">
      {view.problem !== null && (
        <Alert type="error" header="The queue cannot be read" data-testid="callbacks-problem">
          <SpaceBetween size="xs">
            <div>
              Since <Timestamp at={view.problem.since} />. {view.problem.detail}
            </div>
            {view.problem.hints.map((hint) => (
              <div key={hint}>{hint}</div>
            ))}
            <OutsideLink href={view.problem.help}>About {view.problem.code}</OutsideLink>
          </SpaceBetween>
        </Alert>
      )}
      <KeyValuePairs
        columns={3}
        data-testid="callbacks"
        items={[
          { label: "Topic", value: <CopyValue label="callback topic" value={view.topic_arn} /> },
          { label: "Stacks of", value: view.region ?? "–" },
          { label: "Queue last read", value: <Timestamp at={view.read_at} /> },
          { label: "Last message", value: <Timestamp at={view.message_at} /> },
        ]}
      />
    </SpaceBetween>
  );
}
