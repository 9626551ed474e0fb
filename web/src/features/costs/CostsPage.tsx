import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { accountList } from "../../api/accounts.ts";
import { billAnswer, billCatalogue } from "../../api/costs.ts";
import type { BillCatalogueView, BillQuestion } from "../../api/types.ts";
import { Page } from "../../app/page.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import type { CostsState, View } from "./address.ts";
import { Controls } from "./Controls.tsx";
import { ExportButton } from "./ExportButton.tsx";
import { Filters } from "./Filters.tsx";
import { KeyFigures } from "./KeyFigures.tsx";
import { LinesView } from "./LinesView.tsx";
import { NoBills } from "./NoBills.tsx";
import { askedBy } from "./question.ts";
import { type Span, spanOf, splitBy } from "./range.ts";
import { SumsView } from "./SumsView.tsx";
import { Trail } from "./Trail.tsx";
import { AccountNames, useAnswer, useCosts, useToday } from "./use-costs.ts";

const CRUMBS = [{ text: "Costs", href: "/costs" }];

/** What was spent and used, over all payers. */
export function Component() {
  const { data, error, refetch } = useQuery(billCatalogue);
  const accounts = useQuery(accountList());
  if (data !== undefined && data.months.length > 0) {
    return <Costs catalogue={data} registered={new Set(accounts.data?.rows.map(({ account_id }) => account_id))} />;
  }
  return (
    <Page title="Costs" crumbs={CRUMBS} header={<Header variant="h1">Costs</Header>}>
      {data === undefined && error === null && <Loading what="the bills" />}
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <NoBills accounts={accounts.data?.rows ?? []} />}
    </Page>
  );
}

const TABS: readonly { id: View; label: string }[] = [
  { id: "cost", label: "Costs" },
  { id: "usage", label: "Usage" },
  { id: "lines", label: "Lines" },
];

function Costs({ catalogue, registered }: { catalogue: BillCatalogueView; registered: ReadonlySet<string> }) {
  const { state, change } = useCosts();
  const today = useToday();
  const asked = askedBy(state, today);
  const answer = useAnswer(asked.question, state.view !== "lines");
  const drawn = useDrawn(state, today, answer.data?.question, asked.question);
  const names = useNames(state, today);
  const content = (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="m">
          <Controls state={state} today={today} catalogue={catalogue} onChange={change} />
          <Filters state={state} today={today} catalogue={catalogue} onChange={(filters) => { change({ filters, sorting: null }); }} />
        </SpaceBetween>
      </Container>
      <Trail state={state} />
      {state.view === "lines" ? (
        <LinesView state={state} today={today} onChange={change} />
      ) : (
        <SumsView state={state} drawn={drawn} answer={answer} known={knownSpan(catalogue)} registered={registered} onChange={change} />
      )}
    </SpaceBetween>
  );
  return (
    <AccountNames value={{ ...names, ...answer.data?.answer.account_names }}>
      <ExportButton state={state} today={today} groups={answer.data?.answer.groups ?? 0}>
        {(button, problem) => (
          <Page
            title="Costs"
            crumbs={CRUMBS}
            header={<Header variant="h1" actions={button} description="What AWS bills, to the last digit. Amounts of two currencies are never added.">Costs</Header>}
          >
            <SpaceBetween size="l">
              {problem}
              <KeyFigures state={state} today={today} />
              <Tabs
                activeTabId={state.view}
                onChange={({ detail }) => { change(switched(state, detail.activeTabId as View)); }}
                ariaLabel="What to look at"
                tabs={TABS.map((tab) => ({ ...tab, content: tab.id === state.view && content }))}
              />
            </SpaceBetween>
          </Page>
        )}
      </ExportButton>
    </AccountNames>
  );
}

/** Another view of the same selection; what it is split by is what is usual there. */
const switched = (state: CostsState, view: View): Partial<CostsState> => ({
  view, sorting: null, unit: null, ...(view === "usage" && state.by === "service" ? { by: "usage_type" } : {}),
});

/** Labels and links belong to the answer that is drawn, which may be older than what is asked. */
function useDrawn(state: CostsState, today: string, answered: BillQuestion | undefined, question: BillQuestion) {
  const isNow = answered !== undefined && JSON.stringify(answered) === JSON.stringify(question);
  const [kept, setKept] = useState({ state, today });
  if (isNow && (kept.state !== state || kept.today !== today)) setKept({ state, today });
  const of = isNow ? { state, today } : kept;
  return { state: of.state, asked: askedBy(of.state, of.today) };
}

/** From the first to the last month that there is a bill of. */
function knownSpan({ months }: BillCatalogueView): Span | null {
  const periods = months.map(({ period }) => period).sort();
  const [from, to] = [periods[0], periods.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/** What accounts and payers are called, for filters and lines. */
function useNames(state: CostsState, today: string): Record<string, string> {
  const months = splitBy(spanOf(state.range, today), "month");
  const { data } = useQuery({
    ...billAnswer({ selection: { ...months, filters: [] }, group_by: ["payer", "account"], top: 500 }),
    placeholderData: keepPreviousData,
  });
  return data?.answer.account_names ?? {};
}
