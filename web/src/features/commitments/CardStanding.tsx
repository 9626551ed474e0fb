import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { commitmentStanding } from "../../api/commitments.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Amount } from "../costs/Amount.tsx";
import { Meter } from "./Meter.tsx";
import type { CommitmentView } from "../../api/types.ts";
import { lineText, verdictOf } from "./verdict.ts";
import { percentOf } from "./words.ts";
import { yearToShow } from "./years.ts";

/** How the year stands that runs now, or the one that is nearest to now. */
export function CardStanding({ commitment: { id, currency, years } }: { commitment: CommitmentView }) {
  const { data, error, refetch } = useQuery(commitmentStanding(id));
  if (error !== null && data === undefined) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Box color="text-body-secondary"><span role="status">Comparing the bills…</span></Box>;
  const year = yearToShow(data.years, null);
  if (year === null) return null;
  const verdict = verdictOf(year, currency);
  return (
    <SpaceBetween size="xs">
      <Box color="text-body-secondary">Year {year.number} of {years.length}{year.through === null ? "" : ` · ${percentOf(year.percent)} spent`}</Box>
      <div className="lf-figure-amount">
        <Amount amount={year.spent} data-testid={`card-spent-${id}`} />
      </div>
      <Box>of <Amount amount={year.commitment} /> {currency}</Box>
      <Meter year={year} />
      <StatusIndicator type={verdict.type} wrapText><span className="lf-words">{verdict.text}</span></StatusIndicator>
      {year.state === "running" && year.through !== null && <Box color="text-body-secondary">{lineText(year, currency)}</Box>}
    </SpaceBetween>
  );
}
