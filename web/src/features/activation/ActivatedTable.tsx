import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { activated } from "../../api/activations.ts";
import type { ActivatedState, ActivatedView, ActivationView } from "../../api/types.ts";
import { Badge } from "../../ui/badges.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { OutsideLink, RouteLink } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { ACTIVATED_STATES, REASONS } from "./looks.ts";

const ALL = { value: "all", label: "All states" };
const STATES = Object.entries(ACTIVATED_STATES).map(([value, { text }]) => ({ value, label: text }));

/** Every account of an activation: how far, and why it failed. */
export function ActivatedTable({ view }: { view: ActivationView }) {
  const [state, setState] = useState<ActivatedState | "all">("all");
  const query = useInfiniteQuery(activated(view.payer, view.activation_id, state));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.data === undefined && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      <Table
        data-testid="activated-table"
        header={<Header variant="h2" counter={`(${view.counts.all})`}>Accounts</Header>}
        filter={
          <FormField label="State">
            <Select
              data-testid="activated-state"
              selectedOption={STATES.find(({ value }) => value === state) ?? ALL}
              options={[ALL, ...STATES]}
              onChange={({ detail }) => { setState((detail.selectedOption.value ?? "all") as ActivatedState | "all"); }}
            />
          </FormField>
        }
        items={rows}
        trackBy="account_id"
        columnDefinitions={COLUMNS}
        wrapLines
        loading={query.isPending}
        loadingText="Loading the accounts"
        empty={<EmptyState title="No account is so far">Choose another state.</EmptyState>}
        footer={
          query.hasNextPage ? (
            <Box textAlign="center">
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} data-testid="activated-more">
                Show more
              </Button>
            </Box>
          ) : undefined
        }
      />
    </>
  );
}

const COLUMNS: TableProps.ColumnDefinition<ActivatedView>[] = [
  {
    id: "account",
    header: "Account",
    isRowHeader: true,
    minWidth: 180,
    cell: ({ account_id, name, state }) => (
      <>
        <div className="lf-anywhere">{name}</div>
        <div className="lf-mono">
          {state === "done" || state === "proving" ? <RouteLink to={`/accounts/${account_id}`}>{account_id}</RouteLink> : account_id}
        </div>
      </>
    ),
  },
  {
    id: "state",
    header: "State",
    minWidth: 170,
    cell: ({ account_id, state }) => (
      <span data-testid={`activated-${account_id}`} data-state={state}>
        <Badge look={ACTIVATED_STATES[state]} />
      </span>
    ),
  },
  {
    id: "why",
    header: "What happened, and what to do",
    minWidth: 320,
    cell: ({ reason, detail, remedy, help }) => (
      <>
        {reason !== null && <div>{REASONS[reason]}</div>}
        {remedy !== null && <div>{remedy}</div>}
        {detail !== null && <div className="lf-about">{detail}</div>}
        {help !== null && <OutsideLink href={help}>About {reason}</OutsideLink>}
      </>
    ),
  },
];
