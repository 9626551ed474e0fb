import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { problemCode } from "../../api/failure.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { type CostsState, START } from "./address.ts";

interface CostsProblemProps {
  error: Error | null;
  onRetry: () => void;
  state: CostsState;
  /** Something older is shown below. */
  isOlder: boolean;
  onChange: (more: Partial<CostsState>) => void;
}

/** What went wrong; where the question was too large, ways to ask for less. */
export function CostsProblem({ error, onRetry, state, isOlder, onChange }: CostsProblemProps) {
  if (error === null) return null;
  const isTooLarge = problemCode(error) === "bill_question_too_large";
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={error} onRetry={onRetry} />
      {isTooLarge && (
        <Alert
          type="info"
          header="Ask for less"
          data-testid="cost-less"
          action={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => { onChange({ range: "mtd", each: null, isCompared: false }); }}>Only this month</Button>
              {state.by !== START.by && <Button onClick={() => { onChange({ by: START.by, sorting: null }); }}>Split by service</Button>}
            </SpaceBetween>
          }
        >
          Choose fewer months, add a filter, or split by something of which there is less than of resources.
        </Alert>
      )}
      {isOlder && <Alert type="warning">What you see below is the answer before.</Alert>}
    </SpaceBetween>
  );
}
