import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { organizationKey } from "../../api/organization.ts";
import { checkPermit, endPermit } from "../../api/permits.ts";
import type { PermitView } from "../../api/types.ts";
import { ActionButton, isAllowed } from "../../ui/ActionButton.tsx";
import { Badge } from "../../ui/badges.tsx";
import { GuideStep } from "../../ui/GuideStep.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { ExportStack } from "../billing/ExportStack.tsx";
import { Tries } from "../removal/Tries.tsx";
import { PERMIT_STATES } from "./looks.ts";

export interface PermitProps {
  permit: PermitView;
  /** Whether nothing is left to do with it. */
  over: boolean;
}

/** A role in the payer for one activation or roll-out: granted by a stack, taken back with it, proven gone. */
export function Permit({ permit, over }: PermitProps) {
  const takenBack = over || permit.state === "ran_out" || permit.state === "unsafe" || permit.state === "ending";
  return (
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
      <Turns permit={permit} takenBack={takenBack} />
      {permit.tries.length > 0 && <Tries tries={permit.tries} />}
    </SpaceBetween>
  );
}

function Turns({ permit, takenBack }: { permit: PermitView; takenBack: boolean }) {
  const client = useQueryClient();
  const onSettled = () => void client.invalidateQueries({ queryKey: organizationKey(permit.payer) });
  const check = useMutation({ mutationFn: () => checkPermit(permit), onSettled });
  const end = useMutation({ mutationFn: () => endPermit(permit), onSettled });
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={check.error ?? end.error} />
      <SpaceBetween direction="horizontal" size="xs">
        {isAllowed(permit.actions, "check") && (
          <ActionButton actions={permit.actions} name="check" busy={check.isPending} onAct={() => { check.mutate(); }} data-testid="permit-check">
            It is launched: look now
          </ActionButton>
        )}
        {permit.state !== "gone" && (
          <ActionButton
            actions={permit.actions}
            name="end"
            busy={end.isPending}
            variant={takenBack ? "primary" : "normal"}
            onAct={() => { end.mutate(); }}
            data-testid="permit-end"
          >
            It is deleted: prove that it is gone
          </ActionButton>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}
