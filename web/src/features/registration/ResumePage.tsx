import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { account as accountQuery } from "../../api/accounts.ts";
import { usePage } from "../../app/page.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
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
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Loading what="the account" />;
}
