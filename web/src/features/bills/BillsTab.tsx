import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bills, billsKey, syncBills } from "../../api/bills.ts";
import type { BillLookView, BillsView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { LinkButton } from "../../ui/Links.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { costsOfPayer } from "../costs/address.ts";
import { BillsChart } from "./BillsChart.tsx";
import { BillsTable } from "./BillsTable.tsx";
import { isMeasure, type Measure, MEASURES } from "./words.ts";

/** The bills of an account: what is read of what AWS delivered, and what they come to. */
export function BillsTab({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery(bills(accountId));
  const [measure, setMeasure] = useState<Measure>("unblended");
  if (data === undefined) {
    return error === null ? <Loading what="the bills" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const currencies = [...new Set(data.months.flatMap(({ kept }) => Object.keys(kept?.currencies ?? {})))].sort();
  return (
    <SpaceBetween size="l" data-testid="bills">
      <Container header={<Head accountId={accountId} view={data} />}>
        <SpaceBetween size="m">
          {data.look?.trouble != null && (
            <Alert type="warning" header="Not everything could be looked at" data-testid="bills-trouble">
              {data.look.trouble} It is tried again by itself.
            </Alert>
          )}
          <SegmentedControl
            label="Kind of cost"
            selectedId={measure}
            options={Object.entries(MEASURES).map(([id, { label }]) => ({ id, text: label }))}
            onChange={({ detail }) => { if (isMeasure(detail.selectedId)) setMeasure(detail.selectedId); }}
            data-testid="bills-measure"
          />
          <Box color="text-body-secondary">{MEASURES[measure].says}</Box>
          {(currencies.length === 0 ? ["USD"] : currencies).map((currency) => (
            <BillsChart key={currency} months={data.months} currency={currency} measure={measure} />
          ))}
        </SpaceBetween>
      </Container>
      <BillsTable months={data.months} measure={measure} />
    </SpaceBetween>
  );
}

function Head({ accountId, view }: { accountId: string; view: BillsView }) {
  const client = useQueryClient();
  const sync = useMutation({
    mutationFn: () => syncBills(accountId),
    onSuccess: (fresh) => { client.setQueryData(billsKey(accountId), fresh); },
  });
  return (
    <SpaceBetween size="xs">
      <Header
        variant="h2"
        description={<Looked look={view.look} />}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {view.months.some(({ kept }) => kept !== null) && (
              <LinkButton to={costsOfPayer(accountId)} data-testid="to-costs">Look into the costs</LinkButton>
            )}
            <ActionButton actions={view.actions} name="sync" onAct={() => { sync.mutate(); }} busy={sync.isPending} iconName="refresh">
              Look now
            </ActionButton>
          </SpaceBetween>
        }
      >
        Cost by month
      </Header>
      {sync.error !== null && <ProblemAlert error={sync.error} />}
    </SpaceBetween>
  );
}

function Looked({ look }: { look: BillLookView | null }) {
  if (look === null) return "Bills are looked for once the billing export is proven.";
  return (
    <>
      Looked <Timestamp at={look.at} />; next look <Timestamp at={look.next_at} />.
    </>
  );
}
