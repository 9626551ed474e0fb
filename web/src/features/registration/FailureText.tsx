import type { Failure } from "../../api/failure.ts";
import { duplicateOf } from "../../api/problem.ts";
import { RouteLink } from "../../ui/Links.tsx";
import { tidyAccountId } from "./draft.ts";

interface FailureTextProps {
  failure: Failure;
  /** The account id that was sent, to lead to the account that has it already. */
  accountId: string;
}

/** What the banner of the wizard says; for a duplicate, which value is taken. */
export function FailureText({ failure, accountId }: FailureTextProps) {
  if (failure.kind === "unreachable") {
    return <>Landfast does not answer ({failure.detail}). What you typed is kept; try again.</>;
  }
  const { problem } = failure;
  const duplicate = duplicateOf(problem);
  return (
    <div data-testid="register-error" data-code={problem.code} {...(duplicate === null ? {} : { "data-duplicate": duplicate })}>
      <strong>{problem.title}</strong>
      <div>{problem.detail}</div>
      {problem.hints.map((hint) => (
        <div key={hint}>{hint}</div>
      ))}
      {duplicate === "account id" && (
        <RouteLink to={`/accounts/${tidyAccountId(accountId)}`}>Open account {tidyAccountId(accountId)}</RouteLink>
      )}
    </div>
  );
}
