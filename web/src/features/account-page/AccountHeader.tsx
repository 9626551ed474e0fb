import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { AccountStatusBadge } from "../../ui/badges.tsx";
import { LinkButton } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Orphans } from "../removal/Orphans.tsx";
import { standing } from "../step/standing.ts";
import { useStepActions } from "../step/use-step-actions.ts";
import { useStep } from "../step/use-step.ts";
import { Overview } from "./Overview.tsx";

/** Name, status and the actions on the account as a whole. */
export function AccountHeader({ account }: { account: AccountView }) {
  const { step, asOf } = useStep(account.account_id, "api-access");
  const { check } = useStepActions(account.account_id, "api-access");
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        info={
          <span data-testid="account-status">
            <AccountStatusBadge status={account.status} />
          </span>
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ActionButton
              actions={step?.actions ?? []}
              name="check"
              busy={check.isPending}
              iconName="refresh"
              onAct={() => { check.mutate("person"); }}
              data-testid="account-check"
            >
              Check now
            </ActionButton>
            <LinkButton to={`/accounts/${account.account_id}/remove`} data-testid="account-remove">
              Remove
            </LinkButton>
            {account.confirmed_at === null && (
              <LinkButton
                to={`/accounts/${account.account_id}/register`}
                variant="primary"
                data-testid="account-continue"
              >
                Continue registration
              </LinkButton>
            )}
          </SpaceBetween>
        }
      >
        {account.name}
      </Header>
      <ProblemAlert error={standing(check, asOf)} />
      <Orphans accountId={account.account_id} />
      <Overview account={account} />
    </SpaceBetween>
  );
}
