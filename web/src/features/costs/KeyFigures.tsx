import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Popover from "@cloudscape-design/components/popover";
import type { BillAnswerView, BillQuestion } from "../../api/types.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { count } from "../bills/money.ts";
import type { CostsState } from "./address.ts";
import { exactly, percentText, rounded } from "./Amount.tsx";
import { changeInPerCent, sum } from "./decimal.ts";
import { DrillLink } from "./DrillLink.tsx";
import { selectionOf } from "./question.ts";
import { isWithin, monthAfter, type Span, spanBefore, spanName, spanOf, timeName } from "./range.ts";
import { useAnswer } from "./use-costs.ts";

/** The month that is not over, and the last one that is, with what became of each. */
export function KeyFigures({ state, today }: { state: CostsState; today: string }) {
  const month = today.slice(0, 7);
  const { filters } = selectionOf(state, today);
  const ask = (from: string, to: string, granularity: "day" | "month"): BillQuestion => ({ selection: { from, to, filters: filters ?? [] }, measure: state.measure, granularity });
  const byMonth = useAnswer(ask(monthAfter(month, -2), month, "month"));
  const soFar = spanOf("mtd", today);
  const soFarBefore = spanBefore("mtd", soFar);
  const byDay = useAnswer(ask(soFarBefore.from, soFar.to, "day"));
  const error = byMonth.error ?? byDay.error;
  const figures = byMonth.data?.answer;
  const days = byDay.data?.answer;
  return (
    <Container data-testid="cost-figures">
      {error !== null && <ProblemAlert error={error} onRetry={() => { byMonth.retry(); byDay.retry(); }} />}
      <div className={byMonth.isOlder ? "lf-figures lf-older" : "lf-figures"}>
        <Figure
          title="Month to date" id="mtd" state={state} month={month} answer={figures}
          changes={(unit) => changeOf(days, unit, soFarBefore, soFar)}
          against={`against ${spanName(soFarBefore)}`}
        />
        <Figure
          title="Last month" id="last" state={state} month={monthAfter(month, -1)} answer={figures}
          changes={(unit) => changeOf(figures, unit, monthSpan(monthAfter(month, -2)), monthSpan(monthAfter(month, -1)))}
          against={`against ${timeName(monthAfter(month, -2))}`}
        />
      </div>
    </Container>
  );
}

const monthSpan = (month: string): Span => ({ from: month, to: month });

const amountsIn = (answer: BillAnswerView, unit: string, span: Span) =>
  answer.rows.filter((row) => row.unit === unit && isWithin(row.time ?? "", span)).map(({ amount }) => amount);

/** `undefined` while it is not known or one of both has no bill. */
function changeOf(answer: BillAnswerView | undefined, unit: string, before: Span, now: Span): string | null | undefined {
  if (answer === undefined) return undefined;
  const [was, is] = [amountsIn(answer, unit, before), amountsIn(answer, unit, now)];
  return was.length === 0 || is.length === 0 ? undefined : changeInPerCent(sum(was), sum(is));
}

interface FigureProps {
  title: string;
  id: string;
  state: CostsState;
  month: string;
  answer: BillAnswerView | undefined;
  changes: (unit: string) => string | null | undefined;
  /** What a change is against. */
  against: string;
}

function Figure({ title, id, state, month, answer, changes, against }: FigureProps) {
  const rows = answer?.rows.filter(({ time }) => time === month) ?? [];
  return (
    <div className="lf-figure">
      <Box variant="awsui-key-label">
        {title}{" · "}
        <DrillLink to={{ ...state, view: "cost", range: month, each: null, sorting: null, page: 1 }}>{timeName(month)}</DrillLink>
      </Box>
      {rows.length === 0 && <Box color="text-body-secondary">{answer === undefined ? "…" : "No bill yet"}</Box>}
      {rows.map(({ unit, amount, rows: lines }) => (
        <div key={unit}>
          <div className="lf-figure-amount" data-testid={`figure-${id}-${unit}`} data-exact={amount}>
            <span title={`${exactly(amount)} ${unit}`}>{state.isExact ? exactly(amount) : rounded(amount)} {unit}</span>{" "}
            <Popover
              triggerType="custom"
              dismissButton={false}
              size="medium"
              header={`${exactly(amount)} ${unit}`}
              content={`Exactly, from ${count(lines)} lines of the bill of ${timeName(month)}.`}
            >
              <Button variant="inline-icon" iconName="status-info" ariaLabel={`Exact amount of ${timeName(month)} in ${unit}`} />
            </Popover>
          </div>
          <Change change={changes(unit)} against={against} />
        </div>
      ))}
    </div>
  );
}

function Change({ change, against }: { change: string | null | undefined; against: string }) {
  if (change === undefined) return null;
  return (
    <Box color="text-body-secondary">
      <Box variant="span" fontWeight="bold">{percentText(change)}</Box> {against}
    </Box>
  );
}
