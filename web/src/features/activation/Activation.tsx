import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Alert from "@cloudscape-design/components/alert";
import type { ActivationView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Badge } from "../../ui/badges.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { ActivatedTable } from "./ActivatedTable.tsx";
import { ACTIVATION_STATES } from "./looks.ts";
import { PermitCard } from "./PermitCard.tsx";
import { useActivation } from "./use-activation.ts";

/** An activation from its permit to the proof that the permit is gone. */
export function Activation({ view }: { view: ActivationView }) {
  const { counts, permit } = view;
  const { retry, stop } = useActivation(view.payer, view.activation_id);
  const over = view.ended_at !== null;
  const ended = counts.done + counts.failed + counts.skipped;
  return (
    <SpaceBetween size="l">
      {over && permit?.state === "gone" && (
        <Alert type="success" header="Permission proven gone" data-testid="permission-gone">
          AWS refuses the role of this activation. Nothing of it is left in the payer.
        </Alert>
      )}
      <Container header={<Header variant="h2">Progress</Header>}>
        <SpaceBetween size="m">
          <div data-testid="activation-state" data-state={view.state} role="status">
            <Badge look={ACTIVATION_STATES[view.state]} />
            <Box>{view.summary}</Box>
          </div>
          <ProgressBar
            label="Accounts that are ended"
            value={counts.all === 0 ? 100 : (100 * ended) / counts.all}
            description={`${ended} of ${counts.all}: ${counts.done} activated, ${counts.failed} failed, ${counts.skipped} skipped`}
          />
          <ProblemAlert error={retry.error ?? stop.error} />
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton
              actions={view.actions}
              name="retry"
              variant="primary"
              busy={retry.isPending}
              onAct={() => { retry.mutate(undefined); }}
              data-testid="activation-retry"
            >
              Retry failed
            </ActionButton>
            <ActionButton actions={view.actions} name="stop" busy={stop.isPending} onAct={() => { stop.mutate(); }} data-testid="activation-stop">
              Stop
            </ActionButton>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
      {permit !== null && <PermitCard permit={permit} over={over} />}
      <ActivatedTable view={view} />
    </SpaceBetween>
  );
}
