import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { askCheck } from "../../api/accounts.ts";
import { failureOf } from "../../api/failure.ts";
import type { AccountView } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { usePermit } from "../../app/permit.ts";
import { LinkButton } from "../../ui/Links.tsx";

interface AccountTableHeaderProps {
  total: number;
  selected: readonly AccountView[];
  onDone: () => void;
}

/** Title and the actions on the selected accounts. */
export function AccountTableHeader({ total, selected, onDone }: AccountTableHeaderProps) {
  const notify = useNotify();
  const permit = usePermit();
  const [only] = selected.length === 1 ? selected : [];
  const checking = useMutation({
    mutationFn: checkAll,
    onSuccess: ({ asked, refused }) => {
      if (asked > 0) {
        notify({ type: "info", header: asked === 1 ? "One account is being checked" : `${asked} accounts are being checked` });
      }
      if (refused.length > 0) {
        notify({ type: "warning", header: "Some accounts could not be checked", content: refused.join(" ") });
      }
      onDone();
    },
  });
  return (
    <>
      <Header
        variant="h1"
        counter={selected.length > 0 ? `(${selected.length}/${total})` : `(${total})`}
        description="AWS accounts that Landfast looks after, linked accounts under their payer."
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={selected.length === 0}
              disabledReason="Select the accounts to check first."
              {...permit}
              loading={checking.isPending}
              onClick={() => { checking.mutate(selected); }}
              data-testid="accounts-check"
            >
              Check now
            </Button>
            <LinkButton
              to={`/accounts/${only?.account_id ?? ""}/remove`}
              disabled={only === undefined}
              disabledReason="Select the one account to remove first."
              data-testid="accounts-remove"
            >
              Remove
            </LinkButton>
            <LinkButton to="/register" variant={total === 0 ? "normal" : "primary"} {...permit} data-testid="register">
              Register an account
            </LinkButton>
          </SpaceBetween>
        }
      >
        Accounts
      </Header>
    </>
  );
}

/** Asks for a check of each account; one that refuses does not stop the others. */
async function checkAll(accounts: readonly AccountView[]): Promise<{ asked: number; refused: string[] }> {
  const answers = await Promise.allSettled(
    accounts.map((account) => askCheck(account.account_id, "api-access", "person")),
  );
  const refused = answers.flatMap((answer, place) => {
    if (answer.status === "fulfilled") return [];
    const failure = failureOf(answer.reason);
    const why = failure.kind === "problem" ? failure.problem.detail : failure.detail;
    return [`${accounts[place]?.account_id ?? ""}: ${why}`];
  });
  return { asked: answers.length - refused.length, refused };
}
