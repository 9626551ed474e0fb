import Header from "@cloudscape-design/components/header";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { account as accountQuery } from "../../api/accounts.ts";
import { problemCode } from "../../api/failure.ts";
import { treatmentOf } from "../../api/problem.ts";
import { Page } from "../../app/page.tsx";
import { LoadFailure, TO_ACCOUNTS } from "../../ui/LoadFailure.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { AccessTab } from "../access/AccessTab.tsx";
import { BillsTab } from "../bills/BillsTab.tsx";
import { LinkedTab } from "../linked/LinkedTab.tsx";
import { AccountHeader } from "./AccountHeader.tsx";
import { History } from "./History.tsx";
import { Steps } from "./Steps.tsx";

const TABS = ["steps", "linked", "bills", "access", "history"] as const;

/** One account: where its steps stand, what was checked, what happened. */
export function Component() {
  const { accountId = "" } = useParams();
  const [query, setQuery] = useSearchParams();
  const { data, error, refetch } = useQuery(accountQuery(accountId));
  const name = data?.name ?? accountId;
  const crumbs = [
    { text: "Accounts", href: "/accounts" },
    { text: name, href: `/accounts/${accountId}` },
  ];
  const failed = data === undefined || isGone(error) ? error : null;
  if (data === undefined || failed !== null) {
    return (
      <Page title={name} crumbs={crumbs} header={<Header variant="h1">Account {accountId}</Header>}>
        {failed === null ? <Loading what="the account" /> : <LoadFailure error={failed} onRetry={() => void refetch()} back={TO_ACCOUNTS} />}
      </Page>
    );
  }
  return (
    <Page title={name} crumbs={crumbs} header={<AccountHeader account={data} />}>
      <Tabs
        activeTabId={TABS.find((tab) => tab === query.get("tab")) ?? "steps"}
        onChange={({ detail }) => { setQuery({ tab: detail.activeTabId }, { replace: true }); }}
        ariaLabel="About this account"
        tabs={[
          { id: "steps", label: "Steps", content: <Steps account={data} /> },
          ...(data.kind === "payer" ? [{ id: "linked", label: "Linked accounts", content: <LinkedTab payer={accountId} /> }] : []),
          ...(data.kind === "linked" ? [] : [{ id: "bills", label: "Bills", content: <BillsTab accountId={accountId} /> }]),
          { id: "access", label: "Access", content: <AccessTab account={data} /> },
          { id: "history", label: "History", content: <History accountId={accountId} /> },
        ]}
      />
    </Page>
  );
}

/** Somebody else removed it while the page was open. */
function isGone(error: unknown): boolean {
  const code = problemCode(error);
  return code !== null && treatmentOf(code) === "gone";
}
