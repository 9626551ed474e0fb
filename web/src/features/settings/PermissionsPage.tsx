import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { permissions } from "../../api/settings.ts";
import type { CapabilityChoice, CapabilityView, PermissionsView } from "../../api/types.ts";
import { Page } from "../../app/page.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { settingsCrumbs } from "./crumbs.ts";

/** What the role may do and why, and what it cannot do. */
export function Component() {
  const { data, error, refetch } = useQuery(permissions);
  return (
    <Page
      title="Permissions"
      crumbs={settingsCrumbs("Permissions", "/settings/permissions")}
      header={
        <Header variant="h1" description="Everything the role in a registered account may do, and what each action is for.">
          Permissions
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the permissions" />}
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Permissions view={data} />}
    </Page>
  );
}

function Permissions({ view }: { view: PermissionsView }) {
  return (
    <SpaceBetween size="l">
      {view.capabilities.map((capability) => (
        <Capability key={capability.capability} capability={capability} />
      ))}
      <Container header={<Header variant="h2">What the role cannot do</Header>}>
        <ul className="lf-plain-list" data-testid="cannot">
          {view.cannot.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Container>
      <Container header={<Header variant="h2">Template</Header>}>
        <div className="lf-fields">
          <CopyField label="Version" value={view.template_version} />
          <CopyField label="SHA-256" value={view.template_sha256} />
          {view.template_url === null ? (
            <Alert type="warning">The template is not published yet.</Alert>
          ) : (
            <CopyField label="URL" value={view.template_url} />
          )}
        </div>
      </Container>
    </SpaceBetween>
  );
}

/** How a capability comes to be on. */
const CHOICES: Record<CapabilityChoice, (view: CapabilityView) => string> = {
  always: () => "Always on: no check can be without it.",
  switch: ({ by_default }) => `Switched for each account; ${by_default ? "on" : "off"} unless somebody chooses otherwise.`,
  tag_access: () => "On in accounts whose tags may be read and written.",
};

function Capability({ capability: view }: { capability: CapabilityView }) {
  const { title, about, actions, capability, choice } = view;
  return (
    <Table
      data-testid={`capability-${capability}`}
      header={
        <Header
          variant="h2"
          counter={`(${actions.length})`}
          description={
            <>
              {about}{" "}
              <em data-testid={`choice-of-${capability}`} data-choice={choice}>
                {CHOICES[choice](view)}
              </em>
            </>
          }
        >
          {title}
        </Header>
      }
      items={actions}
      wrapLines
      columnDefinitions={[
        {
          id: "action",
          header: "Action",
          isRowHeader: true,
          minWidth: 220,
          cell: ({ action }) => <span className="lf-mono lf-nowrap">{action}</span>,
        },
        {
          id: "reason",
          header: "What for",
          minWidth: 260,
          cell: ({ reason, reads_tags }) => (reads_tags ? `${reason} Not where the tag access is none.` : reason),
        },
        {
          id: "resources",
          header: "On",
          minWidth: 160,
          cell: ({ resources }) => resources.map((resource) => <div key={resource}>{resource}</div>),
        },
        {
          id: "probed",
          header: "Tried in checks",
          width: 140,
          cell: ({ probed }) => (probed ? "Yes" : <Box color="text-body-secondary">No</Box>),
        },
      ]}
    />
  );
}
