import Cards from "@cloudscape-design/components/cards";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { commitments } from "../../api/commitments.ts";
import { Page } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { LinkButton, RouteLink } from "../../ui/Links.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { spanName } from "../costs/range.ts";
import { CardStanding } from "./CardStanding.tsx";
import { COMMITMENTS_CRUMB } from "./crumbs.ts";
import type { CommitmentView } from "../../api/types.ts";

/** Each card asks the bills: as many at once as one sees. */
const PAGE = 12;

/** The contracts about a minimum spend, each with how its year stands. */
export function Component() {
  const permit = usePermit();
  const { data, error, refetch } = useQuery(commitments);
  const [page, setPage] = useState(1);
  const all = data?.commitments ?? [];
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const at = Math.min(page, pages);
  const add = (
    <LinkButton to="/commitments/new" variant="primary" {...permit} data-testid="add-commitment">Add a commitment</LinkButton>
  );
  return (
    <Page
      title="Commitments"
      crumbs={[COMMITMENTS_CRUMB]}
      header={
        <Header
          variant="h1"
          counter={data === undefined ? "" : `(${all.length})`}
          description="What you promised AWS to spend in a year, against what the bills say."
          actions={add}
        >
          Commitments
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading what="the commitments" />}
        {data !== undefined && all.length === 0 && <None />}
        {all.length > 0 && (
          <Cards
            items={all.slice((at - 1) * PAGE, at * PAGE)}
            trackBy="id"
            cardDefinition={CARD}
            cardsPerRow={[{ cards: 1 }, { minWidth: 700, cards: 2 }, { minWidth: 1300, cards: 3 }]}
            ariaLabels={{ cardsLabel: "Commitments", selectionGroupLabel: "", itemSelectionLabel: () => "" }}
            pagination={pages > 1 ? <Pagination currentPageIndex={at} pagesCount={pages} onChange={({ detail }) => { setPage(detail.currentPageIndex); }} /> : undefined}
            data-testid="commitments"
          />
        )}
      </SpaceBetween>
    </Page>
  );
}

const payersText = ({ payers }: CommitmentView): string => {
  const [first, ...more] = payers.map(({ id, name }) => name ?? id);
  return more.length === 0 ? (first ?? "") : `${first ?? ""} and ${more.length} more`;
};

const CARD = {
  header: ({ id, name }: CommitmentView) => (
    <span className="lf-anywhere" data-testid={`commitment-${id}`}>
      <RouteLink to={`/commitments/${id}`} fontSize="heading-m">{name}</RouteLink>
    </span>
  ),
  sections: [
    { id: "standing", content: (commitment: CommitmentView) => <CardStanding commitment={commitment} /> },
    { id: "term", header: "Contract", content: ({ starts, ends }: CommitmentView) => spanName({ from: starts, to: ends }) },
    { id: "payers", header: "Payers", content: (commitment: CommitmentView) => <span className="lf-anywhere">{payersText(commitment)}</span> },
  ],
};

function None() {
  return (
    <Container data-testid="commitments-none">
      <EmptyState
        title="No commitments"
        action={<AddFirst />}
      >
        <span className="lf-prose">
          A private pricing agreement with AWS (EDP or PPA) promises a minimum spend for each year of the contract; what is
          missing at a year&apos;s end is invoiced. Type yours in, and Landfast compares every bill that it keeps with it:
          what is spent, what remains, and how the year is heading to end. Nothing is asked of AWS and nothing leaves Landfast.
        </span>
      </EmptyState>
    </Container>
  );
}

function AddFirst() {
  const permit = usePermit();
  return <LinkButton to="/commitments/new" {...permit} data-testid="add-first-commitment">Add the first one</LinkButton>;
}
