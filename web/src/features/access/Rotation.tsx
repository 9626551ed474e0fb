import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { AnswersTo, ExternalIdView, RotationView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { useStep } from "../step/use-step.ts";
import { useStepActions } from "../step/use-step-actions.ts";
import { useRotation } from "./use-rotation.ts";

interface RotationProps {
  accountId: string;
  view: ExternalIdView;
  rotation: RotationView;
}

interface Answer {
  type: StatusIndicatorProps.Type;
  text: string;
}
const UNSEEN: Answer = { type: "pending", text: "Not looked at yet" };
const ANSWERS: Answer = { type: "success", text: "The role answers" };
const REFUSES: Answer = { type: "stopped", text: "The role refuses" };
const SEEN: Record<AnswersTo, { old: Answer; next: Answer }> = {
  old: { old: ANSWERS, next: REFUSES },
  both: { old: { type: "warning", text: "The role still answers" }, next: ANSWERS },
  new: { old: REFUSES, next: ANSWERS },
};

/** While two external ids are known: which of them the role answers, and the end of the rotation. */
export function Rotation({ accountId, view, rotation }: RotationProps) {
  const { finish, cancel } = useRotation(accountId);
  const { step } = useStep(accountId, "api-access");
  const { check } = useStepActions(accountId, "api-access");
  const seen = rotation.answers_to === null ? { old: UNSEEN, next: UNSEEN } : SEEN[rotation.answers_to];
  return (
    <SpaceBetween size="m" data-testid="rotation" data-answers-to={rotation.answers_to ?? "unknown"}>
      <Box>
        Begun <Timestamp at={rotation.since} />. Both ids are known to Landfast. Update the stack, or the trust policy of your
        own role, with the new one; the instructions under Steps have it already. Then check, and finish.
      </Box>
      <div className="lf-fields">
        <Id title="Old" id={view.external_id} inTrust={view.in_trust_policy} answer={seen.old} />
        <Id title="New" id={rotation.external_id} inTrust={rotation.in_trust_policy} answer={seen.next} />
      </div>
      <Box color="text-body-secondary">
        The role was looked at: <Timestamp at={rotation.seen_at} />
      </Box>
      <ProblemAlert error={finish.error ?? cancel.error ?? check.error} />
      <SpaceBetween direction="horizontal" size="xs">
        <ActionButton
          actions={step?.actions ?? []}
          name="check"
          busy={check.isPending}
          iconName="refresh"
          onAct={() => { check.mutate("person"); }}
          data-testid="rotation-check"
        >
          Check now
        </ActionButton>
        <ActionButton
          actions={view.actions}
          name="finish"
          variant="primary"
          busy={finish.isPending}
          onAct={() => { finish.mutate(); }}
        >
          Give the old id up
        </ActionButton>
        <ActionButton
          actions={view.actions}
          name="cancel"
          variant="link"
          busy={cancel.isPending}
          onAct={() => { cancel.mutate(); }}
        >
          Forget the new id
        </ActionButton>
      </SpaceBetween>
    </SpaceBetween>
  );
}

function Id({ title, id, inTrust, answer }: { title: string; id: string; inTrust: string; answer: Answer }) {
  return (
    <section aria-label={`${title} external id`} data-testid={`external-id-${title.toLowerCase()}`}>
      <SpaceBetween size="xs">
        <div>
          <Box variant="h4" tagOverride="h3" display="inline" margin={{ right: "s" }}>
            {title}
          </Box>
          <StatusIndicator type={answer.type}>{answer.text}</StatusIndicator>
        </div>
        <CopyField label="ExternalId" value={id} />
        <CopyField label="In the trust policy" value={inTrust} />
      </SpaceBetween>
    </section>
  );
}
