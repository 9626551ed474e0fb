import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { organizationKey, planRollout, rollout } from "../../api/organization.ts";
import type { RolloutView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { RolloutSteps } from "./RolloutSteps.tsx";

/** How the role comes into the linked accounts: by one StackSet of the payer. */
export function RolloutPanel({ payer }: { payer: string }) {
  const { data, error, refetch } = useQuery(rollout(payer));
  return (
    <ExpandableSection
      variant="container"
      headerText="Roll out by StackSet"
      headerDescription="One StackSet in the payer makes the role in every linked account, and in those that come later."
      defaultExpanded={false}
      data-testid="rollout"
    >
      {data === undefined ? (
        error === null ? <Loading what="the roll-out" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <Panel view={data} />
      )}
    </ExpandableSection>
  );
}

function Panel({ view }: { view: RolloutView }) {
  const client = useQueryClient();
  const beginning = useMutation({
    mutationFn: () => planRollout(view.payer, {}),
    onSuccess: () => void client.invalidateQueries({ queryKey: organizationKey(view.payer) }),
  });
  if (!view.begun) {
    return (
      <SpaceBetween size="m">
        <ProblemAlert error={beginning.error} />
        <Box>
          Landfast mints one external id for the roll-out. The role binds it to the account that it is in, so every account still
          has an id of its own, and nothing changes in AWS until you create the StackSet.
        </Box>
        <ActionButton actions={view.actions} name="plan" variant="primary" busy={beginning.isPending} onAct={() => { beginning.mutate(); }}>
          Prepare the StackSet
        </ActionButton>
      </SpaceBetween>
    );
  }
  if (view.why_not_ready !== null) return <Alert type="warning" header="Not ready yet">{view.why_not_ready}</Alert>;
  return <RolloutSteps view={view} />;
}
