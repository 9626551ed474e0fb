import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { Amount } from "../costs/Amount.tsx";
import { isZero } from "../costs/decimal.ts";
import { spanName, timeName } from "../costs/range.ts";
import type { CommitmentYearStanding } from "../../api/types.ts";
import { verdictOf } from "./verdict.ts";
import { isBelowZero, money, percentOf, unsigned } from "./words.ts";

interface YearFiguresProps {
  year: CommitmentYearStanding;
  currency: string;
}

/** How a year stands, in large. */
export function YearFigures({ year, currency }: YearFiguresProps) {
  const verdict = verdictOf(year, currency);
  return (
    <Container
      header={
        <div className="lf-verdict" data-testid="commitment-verdict">
          <StatusIndicator type={verdict.type} wrapText><span className="lf-words">{verdict.text}</span></StatusIndicator>
        </div>
      }
      data-testid="commitment-figures"
    >
      <div className="lf-figures lf-figures-small">
        <Figure title="Commitment" id="commitment" amount={year.commitment} currency={currency}>
          {spanName({ from: year.from, to: year.to })}
        </Figure>
        {year.through !== null && <Begun year={year} through={year.through} currency={currency} />}
      </div>
    </Container>
  );
}

function Begun({ year, through, currency }: YearFiguresProps & { through: string }) {
  const isRunning = year.state === "running";
  const { forecast, shortfall } = year;
  return (
    <>
      <Figure title="Spent" id="spent" amount={year.spent} currency={currency}>
        {percentOf(year.percent)}, to {timeName(through, true)}
      </Figure>
      {isZero(year.surplus) ? (
        <Figure title={isRunning ? "Remaining" : "Not spent"} id="remaining" amount={year.remaining} currency={currency}>
          {isRunning ? `to be spent until ${timeName(year.to, true)}` : "of the commitment"}
        </Figure>
      ) : (
        <Figure title="More than promised" id="surplus" amount={year.surplus} currency={currency}>
          {year.met_on === null ? "" : `met on ${timeName(year.met_on, true)}`}
        </Figure>
      )}
      {isRunning && (
        <Figure title={isBelowZero(year.ahead) ? "Behind the straight line" : "Ahead of the straight line"} id="ahead" amount={year.ahead} shown={unsigned(year.ahead)} currency={currency}>
          which is at {money(year.expected, currency)}
        </Figure>
      )}
      {isRunning && forecast !== null && (
        <Figure title={`Forecast for ${timeName(year.to, true)}`} id="forecast" amount={forecast} currency={currency}>
          at the pace of the last month
        </Figure>
      )}
      {shortfall !== null && !isZero(shortfall) && (
        <Figure title={isRunning ? "Shortfall forecast" : "Shortfall"} id="shortfall" amount={shortfall} currency={currency} isBad>
          {isRunning ? `missing on ${timeName(year.to, true)} at this pace` : `missing on ${timeName(year.to, true)}`}
        </Figure>
      )}
    </>
  );
}

interface FigureProps {
  title: string;
  id: string;
  amount: string;
  /** Where the title says the sign. */
  shown?: string;
  currency: string;
  isBad?: boolean;
  children: ReactNode;
}

function Figure({ title, id, amount, shown = amount, currency, isBad = false, children }: FigureProps) {
  return (
    <div className="lf-figure">
      <Box variant="awsui-key-label">{title}</Box>
      <div className={isBad ? "lf-figure-amount lf-bad" : "lf-figure-amount"} data-testid={`figure-${id}`} data-exact={amount}>
        <Amount amount={shown} /> <span className="lf-figure-unit">{currency}</span>
      </div>
      <Box color="text-body-secondary">{children}</Box>
    </div>
  );
}
