import Badge from "@cloudscape-design/components/badge";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { deployments } from "../../api/access.ts";
import type { DeploymentStatus, DeploymentView } from "../../api/types.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

const STATUSES: Record<DeploymentStatus, { type: StatusIndicatorProps.Type; text: string }> = {
  announced: { type: "in-progress", text: "Announced" },
  role_made: { type: "in-progress", text: "Role made, not proven yet" },
  checked: { type: "success", text: "Proven" },
};

/** The deployments of the Terraform module in the account, as far as each has come; the server tells of every change. */
export function Deployments({ accountId }: { accountId: string }) {
  const { data, error, isPending, refetch } = useQuery(deployments(accountId));
  return (
    <SpaceBetween size="s">
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Table
        data-testid="deployments-table"
        header={
          <Header variant="h2" description="Each use of the module in this account, newest first.">
            Terraform deployments
          </Header>
        }
        items={data?.items ?? []}
        trackBy="deployment_id"
        wrapLines
        loading={isPending}
        loadingText="Loading deployments"
        empty={
          <EmptyState title="No deployment has announced itself">
            The module does when you run terraform apply, and is listed here at once.
          </EmptyState>
        }
        columnDefinitions={[
          {
            id: "id",
            header: "Deployment",
            isRowHeader: true,
            minWidth: 160,
            cell: ({ deployment_id: id }) => <span className="lf-mono">{id}</span>,
          },
          {
            id: "status",
            header: "Status",
            minWidth: 180,
            cell: (deployment) => <Status deployment={deployment} />,
          },
          {
            id: "version",
            header: "Version",
            minWidth: 140,
            cell: ({ template_version: version, outdated }) => (
              <>
                <span className="lf-mono">{version}</span> {outdated && <Badge color="blue">update available</Badge>}
              </>
            ),
          },
          { id: "announced", header: "Announced", cell: (deployment) => <Timestamp at={deployment.announced_at} /> },
          { id: "applied", header: "Role made", cell: (deployment) => <Timestamp at={deployment.applied_at} /> },
          { id: "checked", header: "Proven", cell: (deployment) => <Timestamp at={deployment.checked_at} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function Status({ deployment: { deployment_id, status } }: { deployment: DeploymentView }) {
  return (
    <span data-testid={`deployment-${deployment_id}`} data-status={status}>
      <StatusIndicator type={STATUSES[status].type}>{STATUSES[status].text}</StatusIndicator>
    </span>
  );
}
