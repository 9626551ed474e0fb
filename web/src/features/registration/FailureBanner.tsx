import type { Failure } from "../../api/failure.ts";
import { duplicateOf } from "../../api/problem.ts";
import { Countdown } from "../../ui/Countdown.tsx";
import { FocusedAlert } from "../../ui/FocusedAlert.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { tidyAccountId } from "./draft.ts";

interface FailureBannerProps {
  failure: Failure;
  /** The account id that was sent, to lead to the account that has it already. */
  accountId: string;
}

/** What the banner of the wizard says; for a duplicate, which value is taken. */
export function FailureBanner({ failure, accountId }: FailureBannerProps) {
  if (failure.kind === "unreachable") {
    return (
      <FocusedAlert header="Landfast does not answer">
        What you typed is kept; try again. ({failure.detail})
      </FocusedAlert>
    );
  }
  const { problem, retryAt } = failure;
  const duplicate = duplicateOf(problem);
  return (
    <FocusedAlert
      header={problem.title}
      data-testid="register-error"
      data-code={problem.code}
      {...(duplicate === null ? {} : { "data-duplicate": duplicate })}
    >
      <div>{problem.detail}</div>
      {problem.hints.map((hint) => (
        <div key={hint}>{hint}</div>
      ))}
      {retryAt !== undefined && <Countdown key={retryAt} label="Next try" until={retryAt} over="now" />}
      {duplicate === "account id" && (
        <RouteLink to={`/accounts/${tidyAccountId(accountId)}`}>Open account {tidyAccountId(accountId)}</RouteLink>
      )}
    </FocusedAlert>
  );
}
