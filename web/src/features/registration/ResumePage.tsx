import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { account as accountQuery } from "../../api/accounts.ts";
import { usePage } from "../../app/page.tsx";
import { LoadFailure, TO_ACCOUNTS } from "../../ui/LoadFailure.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ResumeWizard } from "./ResumeWizard.tsx";

/** The registration of an account that exists: after "Register account", after a reload, or a week later. */
export function Component() {
  const { accountId = "" } = useParams();
  const { data, error, refetch } = useQuery(accountQuery(accountId));
  const here = `/accounts/${accountId}`;
  usePage(`Register ${accountId}`, [
    { text: "Accounts", href: "/accounts" },
    { text: data?.name ?? accountId, href: here },
    { text: "Registration", href: `${here}/register` },
  ]);
  if (data !== undefined) return <ResumeWizard key={accountId} account={data} />;
  return (
    <ContentLayout header={<Header variant="h1">Register {accountId}</Header>}>
      {error === null ? (
        <Loading what="the account" />
      ) : (
        <LoadFailure error={error} onRetry={() => void refetch()} back={TO_ACCOUNTS} />
      )}
    </ContentLayout>
  );
}
