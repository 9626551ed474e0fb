import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { organizationKey, planRollout, rollout } from "../../api/organization.ts";
import type { RolloutView, UnitView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { RolloutSteps } from "./RolloutSteps.tsx";
import { RunPanel } from "./RunPanel.tsx";

/** How the role comes into the linked accounts: by one StackSet of the payer. */
export function RolloutPanel({ payer, units }: { payer: string; units: readonly UnitView[] }) {
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
        <Panel view={data} units={units} />
      )}
    </ExpandableSection>
  );
}

function Panel({ view, units }: { view: RolloutView; units: readonly UnitView[] }) {
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
  return (
    <Tabs
      tabs={[
        { id: "by-hand", label: "By hand", content: <RolloutSteps view={view} /> },
        { id: "by-landfast", label: "By Landfast", content: <RunPanel view={view} units={units} /> },
      ]}
    />
  );
}
