import SpaceBetween from "@cloudscape-design/components/space-between";
import { failureOf } from "../api/failure.ts";
import { treatmentOf } from "../api/problem.ts";
import { LinkButton } from "./Links.tsx";
import { ProblemAlert } from "./ProblemAlert.tsx";

interface LoadFailureProps {
  error: unknown;
  onRetry: () => void;
  /** Where what the page is about is listed, and what the button to there says. */
  back: { to: string; text: string };
}

/** Instead of a page's content. What is not there, or cannot be, leads back; the rest can be tried again. */
export function LoadFailure({ error, onRetry, back }: LoadFailureProps) {
  const failure = failureOf(error);
  const treatment = failure.kind === "problem" ? treatmentOf(failure.problem.code) : "retry";
  if (treatment !== "gone" && treatment !== "field") return <ProblemAlert error={error} onRetry={onRetry} />;
  return (
    <SpaceBetween size="m">
      <ProblemAlert error={error} />
      <LinkButton to={back.to}>{back.text}</LinkButton>
    </SpaceBetween>
  );
}

/** For pages about one account. */
export const TO_ACCOUNTS = { to: "/accounts", text: "Go to the accounts" };
