import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView } from "../../api/types.ts";
import { OwnerLinks } from "../owner-links/OwnerLinks.tsx";
import { Choices } from "./Choices.tsx";
import { Deployments } from "./Deployments.tsx";
import { ExternalId } from "./ExternalId.tsx";
import { MethodCard } from "./MethodCard.tsx";
import { hasRole } from "./trust.ts";
import { TrustCard } from "./TrustCard.tsx";

/** What Landfast may do in the account, and by what way. */
export function AccessTab({ account }: { account: AccountView }) {
  return (
    <SpaceBetween size="l">
      <Choices account={account} />
      <MethodCard account={account} />
      {hasRole(account.method) && <TrustCard account={account} />}
      {account.method === "terraform" && <Deployments accountId={account.account_id} />}
      <OwnerLinks accountId={account.account_id} />
      <ExternalId account={account} />
    </SpaceBetween>
  );
}
