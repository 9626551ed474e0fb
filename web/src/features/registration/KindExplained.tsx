import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";
import type { AccountKind, AccountView } from "../../api/types.ts";

type Known = { kind: AccountKind } & AccountView;

const EXPLAINED: Record<AccountKind, (account: Known) => ReactNode> = {
  payer: () => (
    <>
      This is the <strong>payer</strong> (management) account of its organization: AWS bills the whole organization here. Its
      linked accounts can be found and its bill can be read through it.
    </>
  ),
  linked: ({ payer, payer_registered }) => (
    <>
      This is a <strong>linked</strong> account: AWS bills it through payer <span className="lf-mono">{payer}</span>
      {payer_registered
        ? ", which is registered. The account is shown under it."
        : ", which is not registered here. Register the payer to read the organization's bill and to find its other accounts."}
    </>
  ),
  standalone: () => (
    <>
      This is a <strong>standalone</strong> account: it belongs to no organization and pays its own bill.
    </>
  ),
};

/** What the kind of account means for the person. */
export function KindExplained({ account }: { account: AccountView }) {
  const { kind } = account;
  if (kind === null) return null;
  return (
    <Alert type="info" data-testid="kind-explained">
      {EXPLAINED[kind]({ ...account, kind })}
    </Alert>
  );
}
