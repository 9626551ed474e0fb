import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { StepView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { FindingList } from "../../ui/FindingList.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { StepHeadline } from "./StepHeadline.tsx";
import { standing } from "./standing.ts";
import type { StepActions } from "./use-step-actions.ts";

interface StepProgressProps {
  step: StepView;
  /** When the server said so, in milliseconds since 1970. */
  asOf: number;
  actions: StepActions;
}

/** Where a step is, what its last check found, and what can be done now. */
export function StepProgress({ step, asOf, actions: { check, skip, resume } }: StepProgressProps) {
  const asking = check.isPending && check.variables === "person";
  return (
    <SpaceBetween size="m" data-testid={`step-progress-${step.step}`}>
      <StepHeadline state={step.state} />
      <ProblemAlert error={errorOf([check, skip, resume], asOf)} />
      <SpaceBetween direction="horizontal" size="xs">
        <ActionButton
          actions={step.actions}
          name="check"
          busy={asking}
          iconName="refresh"
          onAct={() => { check.mutate("person"); }}
        >
          Check now
        </ActionButton>
        {step.state.state === "skipped" ? (
          <ActionButton
            actions={step.actions}
            name="resume"
            busy={resume?.isPending ?? false}
            onAct={() => { resume?.mutate(); }}
          >
            Take it up again
          </ActionButton>
        ) : (
          <SkipButton step={step} busy={skip?.isPending ?? false} onSkip={() => { skip?.mutate(); }} />
        )}
      </SpaceBetween>
      <Report step={step} />
    </SpaceBetween>
  );
}

/** The first error among the actions that is still true. */
function errorOf(actions: readonly (Parameters<typeof standing>[0] | undefined)[], asOf: number): Error | null {
  const errors = actions.map((action) => (action === undefined ? null : standing(action, asOf)));
  return errors.find((error) => error !== null) ?? null;
}

/** Drawn only where skipping is possible: a button that never works would be noise. */
function SkipButton({ step, busy, onSkip }: { step: StepView; busy: boolean; onSkip: () => void }) {
  if (!step.actions.some((action) => action.name === "skip" && action.allowed)) return null;
  return (
    <ActionButton actions={step.actions} name="skip" variant="link" busy={busy} onAct={onSkip}>
      Skip for now
    </ActionButton>
  );
}

function Report({ step }: { step: StepView }) {
  const { report, state } = step;
  if (report === null) return null;
  const taken = (
    <Box variant="small" color="text-body-secondary">
      Checked <Timestamp at={report.at} /> with <span className="lf-mono">{report.role_arn}</span>
    </Box>
  );
  // Somebody has to act on findings; on trouble perhaps too, if it is this server's own.
  const isNews = report.verdict === "action_needed" || (state.state === "waiting" && state.why === "trouble");
  if (isNews) {
    return (
      <SpaceBetween size="s">
        <FindingList report={report} />
        {taken}
      </SpaceBetween>
    );
  }
  return (
    <ExpandableSection
      key={state.state}
      headerText={report.verdict === "pass" ? "What was proven" : "What the last look saw"}
      headingTagOverride="h3"
      defaultExpanded={false}
      data-testid="report-section"
    >
      <SpaceBetween size="s">
        <FindingList report={report} />
        {taken}
      </SpaceBetween>
    </ExpandableSection>
  );
}
