import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView, StepSummary, StepView } from "../../api/types.ts";
import { StepBadge } from "../../ui/badges.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { BillingExport } from "../billing/BillingExport.tsx";
import { Instructions } from "../step/Instructions.tsx";
import { StepProgress } from "../step/StepProgress.tsx";
import { UpdateSection } from "../step/UpdateSection.tsx";
import { type StepActions, useStepActions } from "../step/use-step-actions.ts";
import { useStep } from "../step/use-step.ts";

interface StepCardProps {
  account: AccountView;
  summary: StepSummary;
}

/** A step with its state, findings, actions, and the instructions again. */
export function StepCard({ account, summary }: StepCardProps) {
  const { step, asOf, error, retry } = useStep(account.account_id, summary.step);
  const actions = useStepActions(account.account_id, summary.step);
  return (
    <div data-testid={`step-${summary.step}`} data-state={step?.state.state ?? summary.state}>
      <Container
        header={
          <Header
            variant="h2"
            description={step?.about}
            actions={<StepBadge state={step?.state} summary={summary} />}
          >
            {summary.title}
          </Header>
        }
      >
        {step === undefined && error === null && <Loading what={summary.title} />}
        {step === undefined && error !== null && <ProblemAlert error={error} onRetry={retry} />}
        {step !== undefined && <Body account={account} step={step} asOf={asOf} actions={actions} />}
      </Container>
    </div>
  );
}

interface BodyProps {
  account: AccountView;
  step: StepView;
  asOf: number;
  actions: StepActions;
}

function Body({ account, step, asOf, actions }: BodyProps) {
  if (step.state.state === "locked") return <Box color="text-body-secondary">{step.state.why}</Box>;
  return (
    <SpaceBetween size="l">
      <StepProgress step={step} asOf={asOf} actions={actions} />
      <UpdateSection accountId={account.account_id} step={step} />
      {step.step === "linked-accounts" && (
        <RouteLink to={`/accounts/${account.account_id}?tab=linked`}>Open the linked accounts</RouteLink>
      )}
      {step.step === "billing-export" && <BillingExport accountId={account.account_id} />}
      {step.instructions !== null && (
        <ExpandableSection headerText="Instructions" headingTagOverride="h3" data-testid="instructions-section">
          <Instructions
            accountId={account.account_id}
            method={account.method}
            step={step}
            instructions={step.instructions}
            actions={actions}
          />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
