import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { failureOf } from "../api/failure.ts";
import { Countdown } from "./Countdown.tsx";
import { OutsideLink } from "./Links.tsx";

interface ProblemAlertProps {
  /** What was thrown; nothing is drawn for `null`. */
  error: unknown;
  /** Draws a button that tries again. */
  onRetry?: () => void;
}

/** What went wrong and what to do next, in the server's words. */
export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  if (error === null || error === undefined) return null;
  const failure = failureOf(error);
  const action = onRetry && (
    <Button onClick={onRetry} data-testid="retry">
      Try again
    </Button>
  );
  if (failure.kind === "unreachable") {
    return (
      <Alert type="error" header="Landfast does not answer" action={action} data-testid="problem">
        Nothing was lost here. Check that the server is running and that this computer reaches it, then try again.
        <Box variant="small" display="block">What the browser says: {failure.detail}</Box>
      </Alert>
    );
  }
  const { problem, retryAt } = failure;
  return (
    <Alert type="error" header={problem.title} action={action} data-testid="problem">
      <SpaceBetween size="xs">
        <div>{problem.detail}</div>
        {problem.hints.length > 0 && (
          <ul>
            {problem.hints.map((hint) => (
              <li key={hint}>{hint}</li>
            ))}
          </ul>
        )}
        {retryAt !== undefined && <Countdown key={retryAt} label="Next try" until={retryAt} over="now" />}
        <Box variant="small">
          <OutsideLink href={problem.help}>About {problem.code}</OutsideLink>
          {" · "}request {problem.request_id}
        </Box>
      </SpaceBetween>
    </Alert>
  );
}
