import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { issuer } from "../../api/settings.ts";
import type { IssuerDocument, IssuerView } from "../../api/types.ts";
import { Page } from "../../app/page.tsx";
import { CopyValue } from "../../ui/CopyField.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { settingsCrumbs } from "./crumbs.ts";
import { IssuerKeys } from "./IssuerKeys.tsx";

/** The server as an OIDC issuer: its address, its keys, what it publishes. */
export function Component() {
  const { data, error, refetch } = useQuery(issuer);
  return (
    <Page
      title="Issuer"
      crumbs={settingsCrumbs("Issuer", "/settings/issuer")}
      header={
        <Header
          variant="h1"
          description="A server that is an OIDC issuer needs no AWS account of its own: roles let in the tokens that it signs."
        >
          Issuer
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the issuer" />}
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data?.issuer === null && (
        <Alert type="info" header="This server is no OIDC issuer" data-testid="issuer-none">
          Accounts trust its AWS identity. Whoever runs the server makes it an issuer:{" "}
          <span className="lf-mono">landfast serve --issuer https://ADDRESS</span>
        </Alert>
      )}
      {data !== undefined && data.issuer !== null && <Issuer view={data} address={data.issuer} />}
    </Page>
  );
}

function Issuer({ view, address }: { view: IssuerView; address: string }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">In use</Header>}>
        <KeyValuePairs
          columns={3}
          data-testid="issuer"
          items={[
            { label: "Address", value: <CopyValue label="issuer" value={address} /> },
            { label: "Audience", value: view.audience },
            { label: "Documents", value: view.static_files ? "Static files, put out by hand" : "Served by this server" },
          ]}
        />
      </Container>
      <IssuerKeys view={view} />
      <Documents address={address} documents={view.documents} isStatic={view.static_files} />
    </SpaceBetween>
  );
}

interface DocumentsProps {
  address: string;
  documents: readonly IssuerDocument[];
  isStatic: boolean;
}

/** The two files that AWS reads; to be put on any https host where this server cannot be reached. */
function Documents({ address, documents, isStatic }: DocumentsProps) {
  return (
    <Container
      data-testid="issuer-documents"
      header={
        <Header
          variant="h2"
          description={
            isStatic
              ? "Put them below the address as they are, as application/json, readable for everybody."
              : "AWS reads them from the internet by https. Open both from outside once."
          }
        >
          Public documents
        </Header>
      }
    >
      <SpaceBetween size="s">
        {documents.map(({ path }) => (
          <div key={path}>
            <span className="lf-mono">{`${address}${path}`}</span>{" "}
            <Button
              variant="inline-link"
              // This server has both below the same path, also where they are put out on another host.
              href={`${new URL(address).pathname.replace(/\/$/, "")}${path}`}
              download={path.split("/").pop() ?? "document"}
              ariaLabel={`Download ${path}`}
            >
              Download
            </Button>
          </div>
        ))}
      </SpaceBetween>
    </Container>
  );
}
