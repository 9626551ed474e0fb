import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { Amount } from "../costs/Amount.tsx";
import { START } from "../costs/address.ts";
import { sum } from "../costs/decimal.ts";
import { DrillLink } from "../costs/DrillLink.tsx";
import { timeName } from "../costs/range.ts";
import { RuleSource } from "./RuleSource.tsx";
import type { CommitmentView, CommitmentChargeStanding, CommitmentYearStanding } from "../../api/types.ts";
import { basisText, CHARGE_NAMES, CHARGES, capText } from "./words.ts";

interface ChargesTableProps {
  year: CommitmentYearStanding;
  contract: CommitmentView;
  currency: string;
}

type Row = (CommitmentChargeStanding & { isTotal: false }) | { charge: "total"; isTotal: true; amount: string; counted: string; left_out: string };

/** Every part of the year's bills: what counts, what does not, and who says so. The sum is the bill. */
export function ChargesTable({ year, contract, currency }: ChargesTableProps) {
  const total: Row = {
    charge: "total", isTotal: true,
    amount: sum(year.charges.map(({ amount }) => amount)),
    counted: sum(year.charges.map(({ counted }) => counted)),
    left_out: sum(year.charges.map(({ left_out }) => left_out)),
  };
  const ordered = CHARGE_NAMES.flatMap((name) => year.charges.filter(({ charge }) => charge === name));
  const rows: Row[] = [...ordered.map((one) => ({ ...one, isTotal: false as const })), total];
  return (
    <Table
      variant="container"
      items={rows}
      trackBy="charge"
      columnDefinitions={columns(contract)}
      header={
        <Header
          variant="h2"
          description={<span className="lf-linked">{basisText(contract.rules)} in {currency}. Each line of the bills is in one row. {year.through !== null && <ToCosts year={year} through={year.through} contract={contract} />}</span>}
        >
          What counts
        </Header>
      }
      ariaLabels={{ tableLabel: "What counts and what does not" }}
      contentDensity="compact"
      wrapLines
      enableKeyboardNavigation
      data-testid="commitment-charges"
    />
  );
}

/** The same days of the same payers among the costs. */
function ToCosts({ year, through, contract }: { year: CommitmentYearStanding; through: string; contract: CommitmentView }) {
  const filters = [{ dimension: "payer", isNot: false, values: contract.payers.map(({ id }) => id) }];
  return (
    <DrillLink to={{ ...START, range: `${year.from}..${through}`, measure: contract.rules.basis.value, by: "line_type", filters }}>
      Look into the bills to {timeName(through, true)}
    </DrillLink>
  );
}

const columns = (contract: CommitmentView): TableProps.ColumnDefinition<Row>[] => [
  {
    id: "charge", header: "Part of the bills", isRowHeader: true, minWidth: 170,
    cell: (row) => (row.isTotal ? <Box variant="strong">All bills of the year</Box> : <ChargeName charge={row} />),
  },
  { id: "counts", header: "Counts", minWidth: 110, cell: (row) => (row.isTotal ? "" : <Counts {...row} />) },
  number("amount", "Billed", (row) => <Amount amount={row.amount} data-testid={`charge-${row.charge}-amount`} />),
  number("counted", "Counted", (row) => <Amount amount={row.counted} data-testid={`charge-${row.charge}-counted`} />),
  number("left_out", "Left out", (row) => <Amount amount={row.left_out} data-testid={`charge-${row.charge}-left-out`} />),
  { id: "why", header: "Why", minWidth: 230, cell: (row) => (row.isTotal ? "" : <Why charge={row} contract={contract} />) },
];

const ChargeName = ({ charge: { charge } }: { charge: CommitmentChargeStanding }) => (
  <>
    {CHARGES[charge].label}
    <Box variant="small" display="block" color="text-body-secondary">{CHARGES[charge].says}</Box>
  </>
);

const Counts = ({ counts }: CommitmentChargeStanding) => <StatusIndicator type={counts ? "success" : "stopped"}>{counts ? "Yes" : "No"}</StatusIndicator>;

function Why({ charge: { charge, counts }, contract: { rules } }: { charge: CommitmentChargeStanding; contract: CommitmentView }) {
  const rule = rules.charges.find((one) => one.charge === charge);
  const isCapped = charge === "marketplace" && counts && rules.marketplace_cap.percent !== null;
  return (
    <>
      {rule !== undefined && <RuleSource {...rule} />}
      {isCapped && <div>{capText(rules.marketplace_cap.percent)}. <RuleSource {...rules.marketplace_cap} /></div>}
    </>
  );
}

const number = (id: string, header: string, cell: (row: Row) => ReactNode): TableProps.ColumnDefinition<Row> => ({
  id, header: <div className="lf-number">{header}</div>, minWidth: 120,
  cell: (row) => <div className="lf-number lf-nowrap">{row.isTotal ? <Box variant="strong">{cell(row)}</Box> : cell(row)}</div>,
});
