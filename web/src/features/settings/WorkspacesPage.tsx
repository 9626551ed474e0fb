import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { session } from "../../api/session.ts";
import { workspaces } from "../../api/settings.ts";
import { enterWorkspace } from "../../app/enter-workspace.ts";
import { usePage } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { ROLES } from "../../ui/RoleSelect.tsx";
import { settingsCrumbs } from "./crumbs.ts";
import { WorkspaceModal } from "./WorkspaceModal.tsx";

const CRUMBS = settingsCrumbs("Workspaces", "/settings/workspaces");

/** The person's workspaces, the way into each, and a new one. */
export function Component() {
  usePage("Workspaces", CRUMBS);
  const permit = usePermit();
  const { data, error, isPending, refetch } = useQuery(workspaces);
  const { data: here } = useQuery({ ...session, enabled: false });
  const [creating, setCreating] = useState(false);
  const items = data?.items ?? [];
  return (
    <SpaceBetween size="s">
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Table
        data-testid="workspaces-table"
        variant="full-page"
        header={
          <Header
            variant="h1"
            counter={`(${items.length})`}
            description="Each has accounts, people, tokens and an activity log of its own."
            actions={
              <Button variant="primary" {...permit} onClick={() => { setCreating(true); }} data-testid="create-workspace">
                Create a workspace
              </Button>
            }
          >
            Workspaces
          </Header>
        }
        items={items}
        trackBy="workspace_id"
        wrapLines
        loading={isPending}
        loadingText="Loading workspaces"
        columnDefinitions={[
          {
            id: "name",
            header: "Name",
            isRowHeader: true,
            minWidth: 160,
            cell: ({ name, workspace_id: id }) => (
              <>
                <span className="lf-anywhere">{name}</span> {id === here?.workspace.workspace_id && <Badge color="green">you are here</Badge>}
              </>
            ),
          },
          { id: "role", header: "Your role", cell: ({ role }) => ROLES[role].label },
          {
            id: "enter",
            header: "Action",
            cell: ({ name, workspace_id: id }) =>
              id !== here?.workspace.workspace_id && (
                <Button
                  variant="inline-link"
                  ariaLabel={`Go to ${name}`}
                  onClick={() => { enterWorkspace(name); }}
                  data-testid={`enter-${name}`}
                >
                  Go there
                </Button>
              ),
          },
        ]}
      />
      {creating && (
        <WorkspaceModal
          onClose={() => { setCreating(false); }}
          onCreated={({ name }) => { enterWorkspace(name); }}
        />
      )}
    </SpaceBetween>
  );
}
