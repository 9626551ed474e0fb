import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { activateLinked } from "../../api/activations.ts";
import { ALL_LINKED, type LinkedFilter, linked } from "../../api/organization.ts";
import type { MemberView, UnitView } from "../../api/types.ts";
import { type Permit, usePermit } from "../../app/permit.ts";
import { Badge } from "../../ui/badges.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { MemberLink } from "./MemberLink.tsx";
import { LinkedFilters } from "./LinkedFilters.tsx";
import { MEMBER_STATES, STACK_STATES, StandingBadge } from "./standings.tsx";

interface LinkedTableProps {
  payer: string;
  units: readonly UnitView[];
  /** Whether the StackSet was looked at. */
  stacks: boolean;
  filter: LinkedFilter;
  onFilter: (filter: LinkedFilter) => void;
}

/** Every account of the organization, registered or not. */
export function LinkedTable({ payer, units, stacks, filter, onFilter }: LinkedTableProps) {
  const query = useInfiniteQuery(linked(payer, filter));
  const permit = usePermit();
  // Here and not in its row: the row is drawn anew as soon as the account is registered.
  const [chosen, setChosen] = useState<MemberView | null>(null);
  const [selected, setSelected] = useState<MemberView[]>([]);
  const navigate = useNavigate();
  const activating = useMutation({
    mutationFn: () => activateLinked(payer, { account_ids: selected.map((one) => one.account_id) }),
    onSuccess: (view) => void navigate(`/accounts/${payer}/activations/${view.activation_id}`),
  });
  const activateOnce = useOnce(activating.isPending, () => { activating.mutate(); });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total;
  return (
    <>
      {query.data === undefined && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      <ProblemAlert error={activating.error} />
      <Table
        data-testid="linked-table"
        header={
          <Header
            variant="h2"
            {...(total === undefined ? {} : { counter: selected.length === 0 ? `(${total})` : `(${selected.length}/${total})` })}
            actions={
              <Button
                {...(selected.length === 0 ? { disabled: true, disabledReason: "Select accounts in the list first." } : permit)}
                loading={activating.isPending}
                onClick={activateOnce}
                data-testid="activate-selected"
              >
                Activate selected
              </Button>
            }
          >
            Accounts of the organization
          </Header>
        }
        filter={<LinkedFilters filter={filter} units={units} stacks={stacks} count={total} onChange={onFilter} />}
        items={rows}
        trackBy="account_id"
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => { setSelected(detail.selectedItems); }}
        isItemDisabled={({ activate }) => !activate.allowed}
        ariaLabels={{
          selectionGroupLabel: "Accounts to activate",
          allItemsSelectionLabel: () => "Select every account in the list",
          itemSelectionLabel: (_, { name, activate }) => (activate.why_not === null ? `Select ${name}` : `${name} cannot be selected. ${activate.why_not}`),
        }}
        columnDefinitions={[...columns(units.length > 0, stacks), ownerColumn(permit, setChosen)]}
        wrapLines
        loading={query.isPending}
        loadingText="Loading the accounts"
        empty={
          <EmptyState
            title="No account fits"
            action={<Button onClick={() => { onFilter(ALL_LINKED); }}>Show all accounts</Button>}
          >
            Nothing in the organization is like that.
          </EmptyState>
        }
        footer={
          query.hasNextPage ? (
            <Box textAlign="center">
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} data-testid="linked-more">
                Show more
              </Button>
            </Box>
          ) : undefined
        }
      />
      {chosen !== null && <MemberLink payer={payer} member={chosen} onClose={() => { setChosen(null); }} />}
    </>
  );
}

const COLUMNS: TableProps.ColumnDefinition<MemberView>[] = [
  {
    id: "account",
    header: "Account",
    isRowHeader: true,
    minWidth: 165,
    cell: ({ account_id, name, registered }) => (
      <>
        <div className="lf-anywhere">{name}</div>
        <div className="lf-mono">{registered === null ? account_id : <RouteLink to={`/accounts/${account_id}`}>{account_id}</RouteLink>}</div>
      </>
    ),
  },
  {
    id: "standing",
    header: "Standing",
    minWidth: 220,
    cell: ({ standing, next, refused }) => (
      <>
        <StandingBadge standing={standing} />
        {refused !== null && <div className="lf-about">{refused}</div>}
        {next !== null && <div className="lf-about">{next}</div>}
      </>
    ),
  },
  {
    id: "stack",
    header: "StackSet",
    minWidth: 150,
    cell: ({ stack, stack_why, stack_words }) => (
      <>
        {stack === null ? "–" : <Badge look={STACK_STATES[stack]} />}
        {stack_why !== null && <div className="lf-about">{stack_why}</div>}
        {stack_words !== null && <div className="lf-about lf-mono">{stack_words}</div>}
      </>
    ),
  },
  { id: "unit", header: "Unit", minWidth: 120, cell: ({ unit }) => unit ?? "–" },
  { id: "state", header: "In AWS", minWidth: 90, cell: ({ state }) => MEMBER_STATES[state] },
  {
    id: "proven",
    header: "Last proof",
    minWidth: 115,
    cell: ({ proven_at }) => (proven_at === null ? "–" : <Timestamp at={proven_at} />),
  },
];

/** Without those of which nothing is known. */
const columns = (units: boolean, stacks: boolean) =>
  COLUMNS.filter(({ id }) => (id !== "unit" || units) && (id !== "stack" || stacks));

/** A registered account has its links on its own page. */
const ownerColumn = (permit: Permit, onMake: (member: MemberView) => void): TableProps.ColumnDefinition<MemberView> => ({
  id: "owner",
  header: "Its owner",
  minWidth: 105,
  cell: (member) =>
    member.registered === null ? (
      <Button
        variant="inline-link"
        ariaLabel={`Make a link for the owner of ${member.name}`}
        {...permit}
        onClick={() => { onMake(member); }}
        data-testid={`link-for-${member.account_id}`}
      >
        Make a link
      </Button>
    ) : (
      "–"
    ),
});
