import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { problemCode } from "../../api/failure.ts";
import { ownerPage } from "../../api/owner.ts";
import type { OwnerView } from "../../api/types.ts";
import mark from "../../app/mark.svg";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { ForOwner } from "../step/audience.ts";
import { Grants } from "./Grants.tsx";
import { useLinkSecret } from "./link.ts";
import { OwnerStep } from "./OwnerStep.tsx";
import { WhoAsks } from "./WhoAsks.tsx";

/** Where the link for the owner of one account leads: that account, and nothing else of the console. */
export function Component() {
  const link = useLinkSecret();
  return <ForOwner value>{link === null ? <NoLink /> : <Opened key={link} link={link} />}</ForOwner>;
}

function NoLink() {
  return (
    <Frame title="Set up an AWS account">
      <Alert type="warning" header="The link is not complete" data-testid="owner-no-link">
        A link for the owner of an account ends in # and a long code. Copy all of it, to the end of the line, or ask
        whoever sent it to you for a new one.
      </Alert>
    </Frame>
  );
}

function Opened({ link }: { link: string }) {
  const { data, dataUpdatedAt, error, refetch } = useQuery(ownerPage(link));
  // A link that has ended meanwhile: what it showed is not shown any longer.
  const ended = problemCode(error) === "owner_link_invalid";
  if (data === undefined || ended) {
    return (
      <Frame title="Set up an AWS account">
        {error === null ? (
          <Loading what="the account" />
        ) : (
          <div data-testid={ended ? "owner-link-ended" : "owner-failed"}>
            <ProblemAlert error={error} {...(ended ? {} : { onRetry: () => void refetch() })} />
          </div>
        )}
      </Frame>
    );
  }
  return (
    <Frame title={data.done ? "The account is set up" : "Set up an AWS account"}>
      <Visit link={link} view={data} asOf={dataUpdatedAt} />
    </Frame>
  );
}

function Visit({ link, view, asOf }: { link: string; view: OwnerView; asOf: number }) {
  return (
    <SpaceBetween size="l">
      {view.done && (
        <Alert type="success" header="Nothing more to do" data-testid="owner-done">
          Access to account <span className="lf-mono">{view.account_id}</span> was tried and proven safe. You may close this page.
        </Alert>
      )}
      {view.why_nothing !== null && (
        <Alert type="info" header="Nothing to do" data-testid="owner-nothing">
          {view.why_nothing} You may close this page.
        </Alert>
      )}
      <WhoAsks view={view} />
      <Grants view={view} />
      {view.steps.map((step) => (
        <OwnerStep key={step.step} link={link} account={view} step={step} asOf={asOf} />
      ))}
    </SpaceBetween>
  );
}

/** Name, mark and the page's heading: no navigation, since there is nowhere else to go. */
function Frame({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} – Landfast`;
  }, [title]);
  return (
    <main className="lf-owner" data-testid="owner-page">
      <div className="lf-front-name">
        <img src={mark} alt="" />
        <span className="lf-front-word">Landfast</span>
      </div>
      <Box variant="h1">{title}</Box>
      {children}
    </main>
  );
}
