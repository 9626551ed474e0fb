import Badge from "@cloudscape-design/components/badge";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { deployments } from "../../api/access.ts";
import type { DeploymentPartStatus, DeploymentPartView, DeploymentView } from "../../api/types.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

const STATUSES: Record<DeploymentPartStatus, { type: StatusIndicatorProps.Type; text: string }> = {
  not_applied: { type: "pending", text: "Not applied" },
  applied: { type: "in-progress", text: "Applied, not proven yet" },
  proven: { type: "success", text: "Proven" },
  finding: { type: "warning", text: "Something to mend" },
};

const PARTS: Record<DeploymentPartView["step"], string> = {
  "api-access": "API access",
  "billing-export": "Billing export",
  "linked-accounts": "Linked accounts",
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
            header: "Makes",
            minWidth: 260,
            cell: (deployment) => <Parts deployment={deployment} />,
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
          { id: "announced", header: "Announced", minWidth: 130, cell: (deployment) => <Timestamp at={deployment.announced_at} /> },
          { id: "applied", header: "Role made", minWidth: 130, cell: (deployment) => <Timestamp at={deployment.applied_at} /> },
          { id: "checked", header: "Proven", minWidth: 130, cell: (deployment) => <Timestamp at={deployment.checked_at} /> },
        ]}
      />
    </SpaceBetween>
  );
}

/** What the module makes, each with how far it is. */
function Parts({ deployment: { deployment_id: id, status, parts } }: { deployment: DeploymentView }) {
  return (
    <ul className="lf-plain-list" data-testid={`deployment-${id}`} data-status={status}>
      {parts.map(({ step, status: part, about }) => (
        <li key={step} data-testid={`deployment-${id}-${step}`} data-status={part}>
          {PARTS[step]}: <StatusIndicator type={STATUSES[part].type}>{STATUSES[part].text}</StatusIndicator>
          <div className="lf-about">{about}</div>
        </li>
      ))}
    </ul>
  );
}
