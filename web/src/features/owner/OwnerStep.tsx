import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { OwnerView, StepView } from "../../api/types.ts";
import { Instructions } from "../step/Instructions.tsx";
import { StepProgress } from "../step/StepProgress.tsx";
import { UpdateSection } from "../step/UpdateSection.tsx";
import { useFollow } from "../step/use-follow.ts";
import { useOwnerActions } from "./use-owner-actions.ts";

interface OwnerStepProps {
  link: string;
  account: OwnerView;
  step: StepView;
  /** When the server said so, in milliseconds since 1970. */
  asOf: number;
}

/** One step: what to do in AWS, and where it stands. The page follows what happens there by itself. */
export function OwnerStep({ link, account: { account_id, method }, step, asOf }: OwnerStepProps) {
  const actions = useOwnerActions(link, step.step);
  useFollow(step, () => { actions.check.mutate("follow"); });
  return (
    <div data-testid={`owner-step-${step.step}`} data-state={step.state.state}>
      <Container header={<Header variant="h2" description={step.about}>{step.title}</Header>}>
        {step.state.state === "locked" ? (
          <Box color="text-body-secondary">{step.state.why}</Box>
        ) : (
          <SpaceBetween size="l">
            <StepProgress step={step} asOf={asOf} actions={actions} />
            <UpdateSection accountId={account_id} step={step} />
            {step.instructions !== null && (
              <ExpandableSection
                key={String(isDone(step))}
                headerText={isDone(step) ? "How access was given" : "What to do"}
                headingTagOverride="h3"
                defaultExpanded={!isDone(step)}
                data-testid="instructions-section"
              >
                <Instructions
                  accountId={account_id}
                  method={method}
                  step={step}
                  instructions={step.instructions}
                  actions={actions}
                />
              </ExpandableSection>
            )}
          </SpaceBetween>
        )}
      </Container>
    </div>
  );
}

/** The role is there: what was done is of less interest than that it was. */
const isDone = ({ state }: StepView) =>
  state.state === "passed" || state.state === "skipped" || (state.state === "drifted" && state.why === "update_available");
