import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { spanName } from "../costs/range.ts";
import { BurnDown } from "./BurnDown.tsx";
import { ChargesTable } from "./ChargesTable.tsx";
import { MonthsTable } from "./MonthsTable.tsx";
import { Notes } from "./Notes.tsx";
import type { CommitmentView, CommitmentStandingView, CommitmentYearStanding } from "../../api/types.ts";
import { YearFigures } from "./YearFigures.tsx";

interface YearViewProps {
  year: CommitmentYearStanding;
  contract: CommitmentView;
  standing: CommitmentStandingView;
}

/** A year: its figures, its picture, the picture's numbers, and what was counted. */
export function YearView({ year, contract, standing }: YearViewProps) {
  const title = `Remaining commitment in ${standing.currency}`;
  return (
    <SpaceBetween size="l">
      <YearFigures year={year} currency={standing.currency} />
      <Notes notes={year.notes} />
      <Container header={<Header variant="h2" description={spanName({ from: year.from, to: year.to })}>{title}</Header>}>
        <BurnDown year={year} standing={standing} title={title} />
      </Container>
      {year.days.length > 0 && <MonthsTable year={year} currency={standing.currency} />}
      {year.charges.length > 0 && <ChargesTable year={year} contract={contract} currency={standing.currency} />}
    </SpaceBetween>
  );
}
