import Header from "@cloudscape-design/components/header";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { account as accountQuery } from "../../api/accounts.ts";
import { problemCode } from "../../api/failure.ts";
import { removal as removalQuery } from "../../api/removal.ts";
import { Page } from "../../app/page.tsx";
import { LoadFailure, TO_ACCOUNTS } from "../../ui/LoadFailure.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Gone } from "./Gone.tsx";
import { Removal } from "./Removal.tsx";

/** Taking access to an account back: what to delete, whether it is gone, and the receipt. */
export function Component() {
  const { accountId = "" } = useParams();
  const { data: account } = useQuery(accountQuery(accountId));
  const { data, error, refetch } = useQuery(removalQuery(accountId));
  const name = account?.name ?? accountId;
  const crumbs = [
    { text: "Accounts", href: "/accounts" },
    { text: name, href: `/accounts/${accountId}` },
    { text: "Remove", href: `/accounts/${accountId}/remove` },
  ];
  const gone = problemCode(error) === "account_not_found";
  return (
    <Page
      title={`Remove ${name}`}
      crumbs={crumbs}
      header={
        <Header variant="h1" description="Landfast deletes nothing in AWS. You delete what gave it access; Landfast proves that it is gone.">
          Remove {name}
        </Header>
      }
    >
      {gone && <Gone accountId={accountId} />}
      {!gone && data === undefined && error === null && <Loading what="the removal" />}
      {!gone && data === undefined && error !== null && <LoadFailure error={error} onRetry={() => void refetch()} back={TO_ACCOUNTS} />}
      {!gone && data !== undefined && <Removal accountId={accountId} name={name} view={data} />}
    </Page>
  );
}
