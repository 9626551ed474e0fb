import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { receiptFile, receipts } from "../../api/removal.ts";
import type { ReceiptVerdict, ReceiptView } from "../../api/types.ts";
import { usePage } from "../../app/page.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

const CRUMBS = [{ text: "Receipts", href: "/receipts" }];
const VERDICTS: Record<ReceiptVerdict, string> = {
  gone: "Access is gone",
  nothing_to_try: "There never was access",
  access_left: "Access was left",
  own_identity: "The server itself",
};

/** What stays of the accounts that were removed. */
export function Component() {
  usePage("Receipts", CRUMBS);
  const query = useInfiniteQuery(receipts(null));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SpaceBetween size="s">
      {query.data === undefined && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      <Table
        data-testid="receipts-table"
        variant="full-page"
        header={
          <Header variant="h1" description="How access to each removed account ended, with what was tried and AWS's request ids.">
            Receipts
          </Header>
        }
        items={items}
        trackBy="receipt_id"
        columnDefinitions={columns}
        wrapLines
        loading={query.isPending}
        loadingText="Loading receipts"
        empty={<EmptyState title="No account was removed yet">Each removal leaves its receipt here.</EmptyState>}
        footer={query.hasNextPage ? <MoreButton query={query} /> : undefined}
      />
    </SpaceBetween>
  );
}

const columns: TableProps.ColumnDefinition<ReceiptView>[] = [
  { id: "at", header: "Finished", width: 115, cell: ({ finished_at: at }) => <Timestamp at={at} /> },
  {
    id: "account",
    header: "Account",
    isRowHeader: true,
    minWidth: 200,
    cell: ({ name, account_id: id }) => <><span className="lf-anywhere">{name}</span> <span className="lf-mono lf-nowrap">{id}</span></>,
  },
  { id: "verdict", header: "Outcome", minWidth: 160, cell: ({ verdict }) => VERDICTS[verdict] },
  { id: "by", header: "By", minWidth: 130, cell: ({ finished_by: by }) => <span className="lf-anywhere">{by}</span> },
  {
    id: "file",
    header: "Receipt",
    width: 130,
    cell: ({ receipt_id: id, name }) => (
      <Button href={receiptFile(id)} download variant="inline-link" ariaLabel={`Download the receipt of ${name}`}>
        Download
      </Button>
    ),
  },
];
