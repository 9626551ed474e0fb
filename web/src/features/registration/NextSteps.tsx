import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView, StepName } from "../../api/types.ts";
import { StepStateBadge } from "../../ui/badges.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { useStep } from "../step/use-step.ts";

/** Where on the account's page a step is done. */
const TABS: Partial<Record<StepName, string>> = { "linked-accounts": "?tab=linked" };

/** The steps that follow API access, for the kinds of account that have them. */
export function NextSteps({ account }: { account: AccountView }) {
  const next = account.steps.filter((step) => step.step !== "api-access");
  if (next.length === 0) return null;
  return (
    <SpaceBetween size="s">
      <Box variant="h2">What comes next for a payer</Box>
      <div className="lf-fields">
        {next.map(({ step, title, summary, state }) => (
          <Container
            key={step}
            header={
              <Header variant="h3" actions={<StepStateBadge state={state} />}>
                {title}
              </Header>
            }
          >
            <div data-testid={`next-step-${step}`}>
              <About accountId={account.account_id} step={step} summary={summary} />
              <div>
                <RouteLink to={`/accounts/${account.account_id}${TABS[step] ?? ""}`}>Set up {title.toLowerCase()}</RouteLink>
              </div>
            </div>
          </Container>
        ))}
      </div>
    </SpaceBetween>
  );
}

function About({ accountId, step: name, summary }: { accountId: string; step: StepName; summary: string }) {
  const { step } = useStep(accountId, name);
  return (
    <>
      {step?.about ?? summary}
      {step?.state.state === "locked" && <Box color="text-body-secondary">{step.state.why}</Box>}
    </>
  );
}
