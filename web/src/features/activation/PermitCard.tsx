import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { PermitView } from "../../api/types.ts";
import { ActionButton, isAllowed } from "../../ui/ActionButton.tsx";
import { Badge } from "../../ui/badges.tsx";
import { GuideStep } from "../../ui/GuideStep.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { ExportStack } from "../billing/ExportStack.tsx";
import { Tries } from "../removal/Tries.tsx";
import { PERMIT_STATES } from "./looks.ts";
import { useActivation } from "./use-activation.ts";

interface PermitCardProps {
  activationId: string;
  permit: PermitView;
  /** Whether nothing is left to do with it. */
  over: boolean;
}

/** The role in the payer by which the accounts are entered: granted by a stack, taken back with it, proven gone. */
export function PermitCard({ activationId, permit, over }: PermitCardProps) {
  const { check, end } = useActivation(permit.payer, activationId);
  const takenBack = over || permit.state === "ran_out" || permit.state === "unsafe" || permit.state === "ending";
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A role in the payer for this activation alone. It cannot be used after its time, and its owner deletes it at the end."
        >
          Permit
        </Header>
      }
    >
      <SpaceBetween size="m">
        <div data-testid="permit-state" data-state={permit.state} role="status">
          <Badge look={PERMIT_STATES[permit.state]} />
          <Box>{permit.summary}</Box>
          {permit.last !== null && <div className="lf-about">{permit.last}</div>}
        </div>
        <Box>
          Role <span className="lf-mono">{permit.role_arn}</span>, valid until <Timestamp at={permit.valid_until} />
        </Box>
        {permit.why_not_ready !== null && <Alert type="warning" header="Not ready yet">{permit.why_not_ready}</Alert>}
        {permit.stack !== null && <ExportStack accountId={permit.payer} stack={permit.stack} />}
        {takenBack && permit.state !== "gone" && (
          <SpaceBetween size="s" data-testid="permit-guide">
            <Box variant="h3">Take it back</Box>
            {permit.guide.map((step) => <GuideStep key={step.text} step={step} />)}
          </SpaceBetween>
        )}
        <ProblemAlert error={check.error ?? end.error} />
        <SpaceBetween direction="horizontal" size="xs">
          {isAllowed(permit.actions, "check") && (
            <ActionButton actions={permit.actions} name="check" busy={check.isPending} onAct={() => { check.mutate(permit); }} data-testid="permit-check">
              It is launched: look now
            </ActionButton>
          )}
          {permit.state !== "gone" && (
            <ActionButton
              actions={permit.actions}
              name="end"
              busy={end.isPending}
              variant={takenBack ? "primary" : "normal"}
              onAct={() => { end.mutate(permit); }}
              data-testid="permit-end"
            >
              It is deleted: prove that it is gone
            </ActionButton>
          )}
        </SpaceBetween>
        {permit.tries.length > 0 && <Tries tries={permit.tries} />}
      </SpaceBetween>
    </Container>
  );
}
