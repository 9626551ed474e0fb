import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { count } from "../bills/money.ts";
import { MEASURES } from "../bills/words.ts";
import type { Answered } from "../../api/costs.ts";
import type { CostsState } from "./address.ts";
import { CostChart } from "./CostChart.tsx";
import { CostsProblem } from "./CostsProblem.tsx";
import { CostTable, tableTitle } from "./CostTable.tsx";
import { type Part, partsOf } from "./pivot.ts";
import type { Asked } from "./question.ts";
import { type Span, spanName } from "./range.ts";
import type { Kept } from "./use-costs.ts";

interface SumsViewProps {
  /** What is asked now. */
  state: CostsState;
  /** What the answer that is drawn was asked with. */
  drawn: { state: CostsState; asked: Asked };
  answer: Kept<Answered>;
  known: Span | null;
  registered: ReadonlySet<string>;
  onChange: (more: Partial<CostsState>) => void;
}

/** Chart and table of what was asked: for costs one of each currency, for usage of one unit at a time. */
export function SumsView({ state, drawn, answer: { data, isOlder, isLoading, error, retry }, known, registered, onChange }: SumsViewProps) {
  const parts = data === undefined ? [] : partsOf(data.answer, drawn.asked, drawn.state.top, known);
  const isUsage = drawn.state.view === "usage";
  const chosen = isUsage ? [parts.find(({ unit }) => unit === state.unit) ?? parts[0]].filter((part) => part !== undefined) : parts;
  const what = isUsage ? "Usage" : `${MEASURES[drawn.state.measure].label} cost`;
  const title = (part: Part) => tableTitle(drawn.asked, part.unit === "" ? what : `${what} in ${part.unit}`);
  return (
    <SpaceBetween size="l">
      <CostsProblem error={error} onRetry={retry} state={state} isOlder={isOlder} onChange={onChange} />
      {data === undefined && error === null && <Loading what="the costs" />}
      {data !== undefined && parts.length === 0 && <Nothing state={state} onChange={onChange} />}
      {isUsage && parts.length > 1 && <UnitField parts={parts} chosen={chosen[0]} onChange={onChange} />}
      {chosen.map((part) => (
        <div key={part.unit} className={isOlder ? "lf-older" : ""} aria-busy={isLoading} data-older={isOlder} data-testid={`cost-part-${part.unit}`}>
          <SpaceBetween size="l">
            <Container header={<Header variant="h2" description={spanName(drawn.asked.span)} actions={<Busy isBusy={isLoading} />}>{title(part)}</Header>}>
              <CostChart part={part} asked={drawn.asked} state={drawn.state} title={title(part)} />
            </Container>
            <CostTable part={part} asked={drawn.asked} state={drawn.state} title="Sums" groups={parts.length === 1 ? (data?.answer.groups ?? null) : null} registered={registered} known={known} onChange={onChange} />
          </SpaceBetween>
        </div>
      ))}
    </SpaceBetween>
  );
}

/** Said to screen readers as well, once it takes longer than a moment. */
const Busy = ({ isBusy }: { isBusy: boolean }) => (
  <div role="status" className="lf-about">{isBusy && <span className="lf-late">Asking the bills…</span>}</div>
);

function UnitField({ parts, chosen, onChange }: { parts: readonly Part[]; chosen: Part | undefined; onChange: SumsViewProps["onChange"] }) {
  const option = ({ unit, total }: Part) => ({ value: unit, label: unit === "" ? "Without a unit" : unit, description: `${count(total.lines)} lines` });
  return (
    <FormField label="Unit" description="Amounts of two units are never added.">
      <Select
        options={parts.map(option)}
        selectedOption={chosen === undefined ? null : option(chosen)}
        onChange={({ detail }) => { onChange({ unit: detail.selectedOption.value ?? "", sorting: null }); }}
        filteringType="auto"
        data-testid="usage-unit"
      />
    </FormField>
  );
}

function Nothing({ state, onChange }: { state: CostsState; onChange: SumsViewProps["onChange"] }) {
  const isFiltered = state.filters.length > 0;
  return (
    <Container>
      <EmptyState
        title="Nothing was billed here"
        action={isFiltered ? <Button onClick={() => { onChange({ filters: [] }); }}>Remove all filters</Button> : undefined}
      >
        No line of the bills fits {isFiltered ? "these filters in this range" : "this range"}.
      </EmptyState>
    </Container>
  );
}
