import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView, Method } from "../../api/types.ts";
import { kindText } from "../../ui/badges.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { hasRole } from "../access/trust.ts";
import { Instructions } from "../step/Instructions.tsx";
import { StepProgress } from "../step/StepProgress.tsx";
import { useFollow } from "../step/use-follow.ts";
import { useStepActions } from "../step/use-step-actions.ts";
import { useStep } from "../step/use-step.ts";

/** What was proven where there is no role. */
const PROVEN: Partial<Record<Method, string>> = {
  access_keys: "The key answers as a user of this account, and has every permission.",
  machine_identity: "The server runs in this account, and its own identity has every permission.",
};

/** Step 3: the role. The page follows what happens in AWS by itself; the button is there too. */
export function AccessStep({ account }: { account: AccountView }) {
  const { step, asOf, error, retry } = useStep(account.account_id, "api-access");
  const actions = useStepActions(account.account_id, "api-access");
  useFollow(step, () => { actions.check.mutate("follow"); });
  if (step === undefined) {
    return error === null ? <Loading what="the instructions" /> : <ProblemAlert error={error} onRetry={retry} />;
  }
  const passed = step.state.state === "passed";
  const how = step.instructions !== null && (
    <Instructions
      accountId={account.account_id}
      method={account.method}
      step={step}
      instructions={step.instructions}
      actions={actions}
    />
  );
  return (
    <SpaceBetween size="l">
      {passed && (
        <Alert type="success" header="API access is proven" data-testid="access-proven">
          {PROVEN[account.method] ?? "Landfast can assume the role, and the role refused every other try."}{" "}
          Kind of account: {kindText(account.kind).toLowerCase()}. Choose Next to confirm.
        </Alert>
      )}
      <Container header={<Header variant="h2">{passed ? "The proof" : "Progress"}</Header>}>
        <StepProgress step={step} asOf={asOf} actions={actions} />
      </Container>
      {!passed && how && <Container header={<Header variant="h2">What to do</Header>}>{how}</Container>}
      {!passed && hasRole(account.method) && (
        <Box color="text-body-secondary">
          Is the account somebody else&apos;s? <RouteLink to={`/accounts/${account.account_id}?tab=access`}>Make a link</RouteLink>{" "}
          by which its owner does this, without a sign-in here.
        </Box>
      )}
      {passed && how && (
        <ExpandableSection variant="container" headerText="How access was given">
          {how}
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
