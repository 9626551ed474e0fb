import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Modal from "@cloudscape-design/components/modal";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { accountChecks } from "../../api/accounts.ts";
import type { CheckTrigger, CheckView, ReportView } from "../../api/types.ts";
import { CheckStateBadge, VerdictBadge } from "../../ui/badges.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FindingList } from "../../ui/FindingList.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

const TRIGGERS: Record<CheckTrigger, string> = {
  person: "A person",
  follow: "Following the registration",
  schedule: "The daily schedule",
};

export function CheckTable({ accountId }: { accountId: string }) {
  const query = useInfiniteQuery(accountChecks(accountId));
  const [opened, setOpened] = useState<ReportView | null>(null);
  const checks = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.data === undefined && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      <Table
        data-testid="checks-table"
        header={<Header variant="h2">Checks</Header>}
        items={checks}
        trackBy="check_id"
        columnDefinitions={columnsWith(setOpened)}
        loading={query.isPending}
        loadingText="Loading checks"
        empty={<EmptyState title="Nothing was checked yet">Checks of this account are listed here, with their findings.</EmptyState>}
        footer={query.hasNextPage ? <MoreButton query={query} /> : undefined}
      />
      {opened !== null && (
        <Modal visible size="large" header="Findings" onDismiss={() => { setOpened(null); }}>
          <FindingList report={opened} />
        </Modal>
      )}
    </>
  );
}

function columnsWith(open: (report: ReportView) => void): TableProps.ColumnDefinition<CheckView>[] {
  return [
    { id: "asked", header: "Asked", isRowHeader: true, cell: (check) => <Timestamp at={check.asked_at} /> },
    { id: "by", header: "By", cell: (check) => check.asked_by ?? "Landfast" },
    { id: "trigger", header: "Because of", cell: (check) => TRIGGERS[check.trigger] },
    { id: "tries", header: "Tries", cell: (check) => check.tries },
    {
      id: "result",
      header: "Result",
      cell: ({ state, report }) =>
        state === "done" && report !== null ? <VerdictBadge verdict={report.verdict} /> : <CheckStateBadge state={state} />,
    },
    {
      id: "findings",
      header: "Findings",
      cell: ({ report }) =>
        report === null ? (
          "–"
        ) : (
          <Button variant="inline-link" onClick={() => { open(report); }}>
            Show {report.checks.length}
          </Button>
        ),
    },
  ];
}
