import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { chooseMethods, methods } from "../../api/keys.ts";
import type { MethodView } from "../../api/types.ts";
import { Page } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { METHODS } from "../access/methods.ts";
import { settingsCrumbs } from "./crumbs.ts";

/** The methods that are off until an operator turns them on. */
export function Component() {
  const { data, error, refetch } = useQuery(methods);
  return (
    <Page
      title="Methods"
      crumbs={settingsCrumbs("Methods", "/settings/methods")}
      header={
        <Header variant="h1" description="Ways to give access that this workspace uses only when an operator says so.">
          Methods
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the methods" />}
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <SpaceBetween size="l">
        {data?.items.map((item) => (
          <Method key={item.method} view={item} />
        ))}
      </SpaceBetween>
    </Page>
  );
}

function Method({ view }: { view: MethodView }) {
  const { method, enabled, changed_by, changed_at, switched_by } = view;
  const [asking, setAsking] = useState(false);
  const permit = usePermit();
  const { label, description } = METHODS[method];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={description}
          actions={
            switched_by === "workspace" && (
              <Button {...permit} onClick={() => { setAsking(true); }} data-testid={`switch-${method}`}>
                {enabled ? `Turn ${label.toLowerCase()} off` : `Turn ${label.toLowerCase()} on`}
              </Button>
            )
          }
        >
          {label}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <div data-testid={`method-${method}`} data-enabled={enabled}>
          <StatusIndicator type={enabled ? "success" : "stopped"}>{enabled ? "On" : "Off"}</StatusIndicator>{" "}
          {changed_by !== null && (
            <Box variant="span" color="text-body-secondary">
              since <Timestamp at={changed_at} />, by {changed_by}
            </Box>
          )}
        </div>
        {switched_by === "server" && (
          <Box color="text-body-secondary">
            Only whoever runs the server can change this: <span className="lf-mono">landfast serve --machine-identity-for WORKSPACE</span>{" "}
            names the one workspace that may.
          </Box>
        )}
        <div>
          <Box variant="awsui-key-label">Why a role is better</Box>
          <ul className="lf-plain-list">
            {view.why_roles_are_better.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      </SpaceBetween>
      {asking && <Switch view={view} label={label.toLowerCase()} onClose={() => { setAsking(false); }} />}
    </Container>
  );
}

function Switch({ view: { method, enabled }, label, onClose }: { view: MethodView; label: string; onClose: () => void }) {
  const client = useQueryClient();
  const switching = useMutation({
    mutationFn: () => chooseMethods({ [method]: !enabled }),
    onSuccess: (view) => {
      client.setQueryData(methods.queryKey, view);
      onClose();
    },
  });
  const verb = enabled ? "off" : "on";
  return (
    <ConfirmModal
      title={`Turn ${label} ${verb}?`}
      confirm={`Turn ${verb}`}
      busy={switching.isPending}
      error={switching.error}
      onCancel={onClose}
      onConfirm={() => { switching.mutate(); }}
    >
      <Box>
        {enabled
          ? "Accounts that use this method go on as they are. No new key is taken."
          : "Operators of this workspace can then save long-lived keys here. The activity log keeps that you allowed it."}
      </Box>
    </ConfirmModal>
  );
}
