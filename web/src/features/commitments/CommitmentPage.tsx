import Alert from "@cloudscape-design/components/alert";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { commitment, commitmentStanding } from "../../api/commitments.ts";
import { Page, type PageState } from "../../app/page.tsx";
import { LoadFailure } from "../../ui/LoadFailure.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { spanName } from "../costs/range.ts";
import { CommitmentActions } from "./CommitmentActions.tsx";
import { COMMITMENTS_CRUMB, TO_COMMITMENTS } from "./crumbs.ts";
import { Notes } from "./Notes.tsx";
import { RulesSection } from "./RulesSection.tsx";
import type { CommitmentView, CommitmentStandingView } from "../../api/types.ts";
import { yearToShow } from "./years.ts";
import { YearView } from "./YearView.tsx";

const HERE: PageState = { keepFocus: true };

/** One contract: how each of its years stands against the bills. */
export function Component() {
  const { commitmentId = "" } = useParams();
  const { data, error, refetch } = useQuery(commitment(commitmentId));
  const title = data?.name ?? "Commitment";
  return (
    <Page
      title={title}
      crumbs={[COMMITMENTS_CRUMB, { text: title, href: `/commitments/${commitmentId}` }]}
      header={
        <Header
          variant="h1"
          description={data === undefined ? undefined : describe(data)}
          actions={data === undefined ? undefined : <CommitmentActions commitment={data} />}
        >
          <span className="lf-anywhere">{title}</span>
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the commitment" />}
      {data === undefined && error !== null && <LoadFailure error={error} onRetry={() => void refetch()} back={TO_COMMITMENTS} />}
      {data !== undefined && (
        <SpaceBetween size="l">
          <Standing commitment={data} />
          <RulesSection commitment={data} />
        </SpaceBetween>
      )}
    </Page>
  );
}

const describe = ({ starts, ends, years, currency }: CommitmentView): string =>
  `${spanName({ from: starts, to: ends })}, ${years.length === 1 ? "one year" : `${years.length} years`}, in ${currency}`;

function Standing({ commitment: contract }: { commitment: CommitmentView }) {
  const { data, error, refetch } = useQuery(commitmentStanding(contract.id));
  return (
    <SpaceBetween size="l">
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {error !== null && data !== undefined && <Alert type="warning">What you see below is the answer before.</Alert>}
      {data === undefined && error === null && <Loading what="the bills" />}
      {data !== undefined && (
        <>
          <Notes notes={data.notes} />
          <Years contract={contract} standing={data} />
        </>
      )}
    </SpaceBetween>
  );
}

function Years({ contract, standing }: { contract: CommitmentView; standing: CommitmentStandingView }) {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const year = yearToShow(standing.years, Number(query.get("year") ?? Number.NaN));
  if (year === null) return null;
  return (
    <Tabs
      ariaLabel="Years of the contract"
      activeTabId={String(year.number)}
      onChange={({ detail }) => void navigate(`?year=${detail.activeTabId}`, { replace: true, state: HERE })}
      tabs={standing.years.map(({ number, state }) => ({
        id: String(number),
        label: `Year ${number}${state === "running" ? " (now)" : ""}`,
        content: number === year.number && <YearView year={year} contract={contract} standing={standing} />,
      }))}
      data-testid="commitment-years"
    />
  );
}
