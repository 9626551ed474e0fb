import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deadWork, retryWork } from "../../api/settings.ts";
import type { WorkView } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { usePage } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { settingsCrumbs } from "./crumbs.ts";

const CRUMBS = settingsCrumbs("Failed work", "/settings/work");

/** Background work that was given up after its last attempt. */
export function Component() {
  usePage("Failed work", CRUMBS);
  const { data, error, isPending, refetch } = useQuery(deadWork);
  const client = useQueryClient();
  const notify = useNotify();
  const permit = usePermit();
  const retrying = useMutation({
    mutationFn: (work: WorkView) => retryWork(work.work_id),
    onSuccess: (work) => {
      notify({ type: "success", header: `${work.kind} is tried again` });
      void client.invalidateQueries({ queryKey: ["work"] });
    },
  });
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={retrying.error ?? (data === undefined ? error : null)} onRetry={() => void refetch()} />
      <Table
        data-testid="work-table"
        variant="full-page"
        header={
          <Header variant="h1" description="Background work that failed as often as it may and was given up.">
            Failed work
          </Header>
        }
        items={data?.items ?? []}
        trackBy="work_id"
        wrapLines
        loading={isPending}
        loadingText="Loading work"
        empty={<EmptyState title="No failed work">Everything that was asked for was done, or is still under way.</EmptyState>}
        columnDefinitions={[
          { id: "kind", header: "Work", isRowHeader: true, minWidth: 150, cell: (work) => work.kind },
          {
            id: "account",
            header: "Account",
            minWidth: 135,
            cell: ({ account_id: id }) => (id === null ? "–" : <RouteLink to={`/accounts/${id}`}>{id}</RouteLink>),
          },
          { id: "attempts", header: "Attempts", minWidth: 110, cell: (work) => `${work.attempts} of ${work.max_attempts}` },
          { id: "last", header: "Last due", minWidth: 120, cell: (work) => <Timestamp at={work.run_at} /> },
          { id: "error", header: "Last error", minWidth: 260, cell: (work) => <span className="lf-anywhere">{work.last_error ?? "–"}</span> },
          {
            id: "retry",
            header: "Action",
            minWidth: 110,
            cell: (work) => (
              <Button
                variant="inline-link"
                ariaLabel={`Try ${work.kind} again`}
                {...permit}
                loading={retrying.isPending && retrying.variables.work_id === work.work_id}
                onClick={() => { retrying.mutate(work); }}
                data-testid={`retry-${work.work_id}`}
              >
                Try again
              </Button>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
