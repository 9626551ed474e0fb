import Header from "@cloudscape-design/components/header";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { account as accountQuery } from "../../api/accounts.ts";
import { activation } from "../../api/activations.ts";
import { Page } from "../../app/page.tsx";
import { LoadFailure, TO_ACCOUNTS } from "../../ui/LoadFailure.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Activation } from "./Activation.tsx";

/** Selected accounts of a payer on their way. */
export function Component() {
  const { accountId = "", activationId = "" } = useParams();
  const { data: account } = useQuery(accountQuery(accountId));
  const { data, error, refetch } = useQuery(activation(accountId, activationId));
  const name = account?.name ?? accountId;
  const crumbs = [
    { text: "Accounts", href: "/accounts" },
    { text: name, href: `/accounts/${accountId}?tab=linked` },
    { text: "Activation", href: `/accounts/${accountId}/activations/${activationId}` },
  ];
  return (
    <Page
      title={`Activation through ${name}`}
      crumbs={crumbs}
      header={
        <Header
          variant="h1"
          description="Landfast enters each account through a permit of the payer's, makes its one stack there, and checks the role."
        >
          Activation through {name}
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the activation" />}
      {data === undefined && error !== null && <LoadFailure error={error} onRetry={() => void refetch()} back={TO_ACCOUNTS} />}
      {data !== undefined && <Activation view={data} />}
    </Page>
  );
}
