import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { health } from "../../api/session.ts";
import { identity, issuer } from "../../api/settings.ts";
import type { IdentitySourceView, IdentityView } from "../../api/types.ts";
import { Page } from "../../app/page.tsx";
import { CopyValue } from "../../ui/CopyField.tsx";
import { OutsideLink, RouteLink } from "../../ui/Links.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Callbacks } from "./Callbacks.tsx";
import { settingsCrumbs } from "./crumbs.ts";

const OUTCOMES: Record<IdentitySourceView["outcome"], { type: StatusIndicatorProps.Type; text: string }> = {
  used: { type: "success", text: "Used" },
  failed: { type: "error", text: "Failed" },
  absent: { type: "stopped", text: "Not there" },
  not_tried: { type: "pending", text: "Not tried" },
};

/** As whom this server speaks to AWS, and how it came to that. */
export function Component() {
  const { data, error, refetch } = useQuery(identity);
  return (
    <Page
      title="Identity"
      crumbs={settingsCrumbs("Identity", "/settings/identity")}
      header={
        <Header variant="h1" description="As whom this server speaks to AWS. Customers' roles trust this principal and no other.">
          Identity
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the identity" />}
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Identity identity={data} />}
    </Page>
  );
}

function Identity({ identity: view }: { identity: IdentityView }) {
  const { data: server } = useQuery(health);
  const { data: issuing = false } = useQuery({ ...issuer, select: (view) => view.issuer !== null });
  return (
    <SpaceBetween size="l">
      {!view.available && issuing && (
        <Alert type="info" header="This server has no AWS identity, and needs none" data-testid="identity-not-needed">
          It is an OIDC issuer: accounts that trust it are checked by tokens. <RouteLink to="/settings/issuer">Issuer</RouteLink>
        </Alert>
      )}
      {!view.available && !issuing && (
        <Alert type="error" header="This server has no AWS identity" data-testid="identity-missing">
          {view.trouble ?? "No source gave credentials."} Accounts can be registered, but nothing can be checked until it has
          one. The list below says what was tried.
        </Alert>
      )}
      {view.traps.map((trap) => (
        <Alert key={trap.code} type="warning" header={trap.title} data-testid={`trap-${trap.code}`}>
          <SpaceBetween size="xs">
            <div>{trap.found}</div>
            <div>{trap.cure}</div>
            <OutsideLink href={trap.help}>About {trap.code}</OutsideLink>
          </SpaceBetween>
        </Alert>
      ))}
      <Container header={<Header variant="h2">In use</Header>}>
        <KeyValuePairs
          columns={3}
          data-testid="identity"
          items={[
            { label: "Account", value: view.account ?? "–" },
            {
              label: "Principal",
              value: view.principal_arn === null ? "–" : <CopyValue label="principal ARN" value={view.principal_arn} />,
            },
            { label: "Partition", value: view.partition ?? "–" },
            { label: "Source", value: view.source ?? "–" },
            { label: "Server version", value: server?.version ?? "–" },
          ]}
        />
      </Container>
      <Callbacks />
      <Table
        header={
          <Header variant="h2" description="In this order; the first that gives credentials is used.">
            What was tried
          </Header>
        }
        items={view.tried}
        wrapLines
        columnDefinitions={[
          { id: "source", header: "Source", isRowHeader: true, cell: (attempt) => attempt.source },
          {
            id: "outcome",
            header: "Outcome",
            cell: ({ outcome }) => (
              <StatusIndicator type={OUTCOMES[outcome].type} wrapText={false}>
                {OUTCOMES[outcome].text}
              </StatusIndicator>
            ),
          },
          { id: "detail", header: "Detail", cell: (attempt) => attempt.detail },
        ]}
      />
    </SpaceBetween>
  );
}
