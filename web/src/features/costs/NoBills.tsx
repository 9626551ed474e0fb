import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView } from "../../api/types.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkButton } from "../../ui/Links.tsx";

/** Enough to begin with. */
const MOST = 5;

/** Before the first bill: what to do to get one. */
export function NoBills({ accounts }: { accounts: readonly AccountView[] }) {
  const billed = accounts.filter(({ kind }) => kind === "payer" || kind === "standalone").slice(0, MOST);
  return (
    <Container data-testid="costs-none">
      {billed.length === 0 ? (
        <EmptyState title="No bills yet" action={<LinkButton to="/register" variant="primary">Register an account</LinkButton>}>
          Register the account that pays, set up its billing export, and what AWS delivers is read by itself.
        </EmptyState>
      ) : (
        <EmptyState
          title="No bills yet"
          action={
            <SpaceBetween size="xs">
              {billed.map(({ account_id, name }) => (
                <LinkButton key={account_id} to={`/accounts/${account_id}`}>Billing export of {name}</LinkButton>
              ))}
            </SpaceBetween>
          }
        >
          Set up the billing export of an account that pays. AWS delivers the first bill within a day; it is read by itself.
        </EmptyState>
      )}
    </Container>
  );
}
