import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { permissions } from "../../api/settings.ts";
import type { AccountView, CapabilityView } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { ChoicesForm } from "./ChoicesForm.tsx";
import { switchesOf, TAG_ACCESS } from "./choices.ts";

/** What the role is wanted to allow, and the way to change it. */
export function Choices({ account }: { account: AccountView }) {
  const { data, error, refetch } = useQuery(permissions);
  const [editing, setEditing] = useState(false);
  const notify = useNotify();
  return (
    <Container
      data-testid="choices"
      header={
        <Header
          variant="h2"
          description="What Landfast may do in this account."
          actions={
            !editing && (
              // Choices are part of the account's record, which is changed by the action that renames it too.
              <ActionButton
                actions={data === undefined ? [] : account.actions}
                name="rename"
                onAct={() => { setEditing(true); }}
                data-testid="change-access"
              >
                Change access
              </ActionButton>
            )
          }
        >
          Choices
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the choices" />}
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && !editing && <Chosen account={account} capabilities={data.capabilities} />}
      {data !== undefined && editing && (
        <ChoicesForm
          account={account}
          capabilities={data.capabilities}
          cancel={<Button variant="link" formAction="none" onClick={() => { setEditing(false); }}>Cancel</Button>}
          onSaved={() => {
            setEditing(false);
            notify({
              type: "success",
              header: "The choices were saved",
              content: "The role stays as it is until it is updated in AWS. Under Steps is what is different, and the way to update.",
            });
          }}
        />
      )}
    </Container>
  );
}

function Chosen({ account, capabilities }: { account: AccountView; capabilities: readonly CapabilityView[] }) {
  return (
    <SpaceBetween size="m">
      <ul className="lf-findings">
        {switchesOf(capabilities, account.capabilities).map(({ name, title, about }) => (
          <li key={name} data-testid={`chosen-${name}`} data-on={account.capabilities.includes(name)}>
            <StatusIndicator type={account.capabilities.includes(name) ? "success" : "stopped"}>
              {title}: {account.capabilities.includes(name) ? "on" : "off"}
            </StatusIndicator>{" "}
            <Box variant="span" color="text-body-secondary" fontSize="body-s">
              {about}
            </Box>
          </li>
        ))}
      </ul>
      <div data-testid="chosen-tags">
        <Box variant="awsui-key-label">Tags</Box>
        {TAG_ACCESS[account.tag_access].label}. {TAG_ACCESS[account.tag_access].description}
      </div>
    </SpaceBetween>
  );
}
