import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Steps, { type StepsProps } from "@cloudscape-design/components/steps";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountKeys } from "../../api/accounts.ts";
import { rotateAccessKey } from "../../api/keys.ts";
import type { AccessKeyView, KeyRotationStage, KeyRotationView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Countdown } from "../../ui/Countdown.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

const STAGES: Record<KeyRotationStage, { header: string; details: string }> = {
  create: { header: "Make a second key", details: "Its secret is sealed before anything else happens." },
  wait: { header: "Wait until it answers", details: "Three times in a row; AWS knows a new key not everywhere at once." },
  deactivate: { header: "Use the new key, deactivate the old one", details: "From here on the new key is in use." },
  delete: { header: "Delete the old key", details: "Half a minute later, while the new one answers alone." },
  done: { header: "Done", details: "The account is reached by the new key." },
};
const ORDER = Object.keys(STAGES) as KeyRotationStage[];

interface KeyRotationProps {
  accountId: string;
  view: AccessKeyView;
}

/** Replaces the key by a new one, stage by stage; there is a working key at every moment. */
export function KeyRotation({ accountId, view: { rotation, actions } }: KeyRotationProps) {
  const client = useQueryClient();
  const rotating = useMutation({
    mutationFn: () => rotateAccessKey(accountId),
    onSuccess: (next) => { client.setQueryData(accountKeys.accessKey(accountId), next); },
    onError: () => void client.invalidateQueries({ queryKey: accountKeys.accessKey(accountId) }),
  });
  const stopped = rotation !== null && !rotation.running && rotation.stage !== "done";
  return (
    <SpaceBetween size="s" data-testid="key-rotation" data-stage={rotation?.stage ?? "none"}>
      <Box variant="h3">Rotation</Box>
      {rotation !== null && <Progress rotation={rotation} />}
      <ProblemAlert error={rotating.error} />
      <ActionButton
        actions={actions}
        name="rotate"
        busy={rotating.isPending}
        onAct={() => { rotating.mutate(); }}
      >
        {stopped ? "Go on with the rotation" : "Rotate the key"}
      </ActionButton>
    </SpaceBetween>
  );
}

function Progress({ rotation }: { rotation: KeyRotationView }) {
  const { stage, problem, next_at, old_last4, started_by, started_at } = rotation;
  return (
    <SpaceBetween size="s">
      <Box color="text-body-secondary">
        Of the key that ends in <span className="lf-mono">…{old_last4}</span>, asked for by {started_by},{" "}
        <Timestamp at={started_at} />.
      </Box>
      <Steps
        ariaLabel="Stages of the rotation"
        steps={ORDER.map((name) => ({ ...STAGES[name], status: statusOf(name, rotation), statusIconAriaLabel: statusOf(name, rotation) }))}
      />
      {rotation.running && next_at !== null && <Countdown key={next_at} label="Goes on" until={next_at} />}
      {problem !== null && (
        <Alert type="warning" header={problem.what} data-testid="rotation-problem" data-code={problem.code}>
          {problem.remedy} The account has a working key meanwhile.
        </Alert>
      )}
      {stage === "done" && <Box color="text-body-secondary">The old key is deleted.</Box>}
    </SpaceBetween>
  );
}

function statusOf(name: KeyRotationStage, { stage, running, problem }: KeyRotationView): StepsProps.Status {
  const [here, now] = [ORDER.indexOf(name), ORDER.indexOf(stage)];
  if (here < now || stage === "done") return "success";
  if (here > now) return "pending";
  return running && problem === null ? "in-progress" : "warning";
}
