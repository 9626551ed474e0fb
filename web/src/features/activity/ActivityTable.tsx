import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { activity } from "../../api/settings.ts";
import type { ActivityView } from "../../api/types.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

interface ActivityTableProps {
  /** `null`: of the whole workspace. */
  accountId: string | null;
  heading: "h1" | "h2";
}

/** The audit log: who did what, newest first. */
export function ActivityTable({ accountId, heading }: ActivityTableProps) {
  const query = useInfiniteQuery(activity(accountId));
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = accountId === null ? columns : columns.filter((column) => column.id !== "account");
  return (
    <SpaceBetween size="s">
      {query.data === undefined && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      <Table
        data-testid="activity-table"
        variant={heading === "h1" ? "full-page" : "container"}
        header={
          <Header variant={heading} description="Every change, by whom, in a chain that shows if an entry was altered or taken out.">
            Activity
          </Header>
        }
        items={entries}
        trackBy={(entry) => String(entry.sequence)}
        columnDefinitions={shown}
        wrapLines
        loading={query.isPending}
        loadingText="Loading activity"
        empty={<EmptyState title="Nothing happened yet">Changes are listed here as they are made.</EmptyState>}
        footer={query.hasNextPage ? <MoreButton query={query} /> : undefined}
      />
    </SpaceBetween>
  );
}

/** "organization.activation_planned", to be broken after the dot and the lines and nowhere else, if there is room. */
const breakable = (action: string) => action.split(/(?<=[._])/).flatMap((part, place) => (place === 0 ? [part] : [<wbr key={part} />, part]));

const columns: TableProps.ColumnDefinition<ActivityView>[] = [
  { id: "at", header: "When", minWidth: 115, cell: (entry) => <Timestamp at={entry.at} /> },
  { id: "summary", header: "What", isRowHeader: true, minWidth: 230, cell: (entry) => <span className="lf-anywhere">{entry.summary}</span> },
  { id: "actor", header: "By", minWidth: 130, cell: (entry) => <span className="lf-anywhere">{entry.actor}</span> },
  {
    id: "account",
    header: "Account",
    minWidth: 130,
    cell: ({ account_id: id }) => (id === null ? "–" : <RouteLink to={`/accounts/${id}`}>{id}</RouteLink>),
  },
  { id: "action", header: "Action", minWidth: 130, cell: (entry) => <span className="lf-mono">{breakable(entry.action)}</span> },
  { id: "sequence", header: "Entry", minWidth: 60, cell: (entry) => entry.sequence },
];
