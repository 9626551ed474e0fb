import ColumnLayout from "@cloudscape-design/components/column-layout";
import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { Amount } from "../costs/Amount.tsx";
import { spanName } from "../costs/range.ts";
import { RuleSource } from "./RuleSource.tsx";
import type { CommitmentView } from "../../api/types.ts";
import { BASES, CHARGE_NAMES, CHARGES, capText, countsText, sellersText } from "./words.ts";

interface Rule {
  id: string;
  name: string;
  setting: string;
  is_default: boolean;
  source: string;
}

/** The contract as it was typed in, and every rule with who says it. */
export function RulesSection({ commitment }: { commitment: CommitmentView }) {
  return (
    <ExpandableSection variant="container" headerText="Contract and rules" headerDescription="What was typed in, and what Landfast does where nothing was." data-testid="commitment-rules">
      <SpaceBetween size="l">
        <ColumnLayout columns={2} variant="text-grid">
          <div>
            <Box variant="awsui-key-label">Years</Box>
            {commitment.years.map(({ number, from, to, amount }) => (
              <div key={number}>Year {number}: <Amount amount={amount} /> {commitment.currency} <span className="lf-about">{spanName({ from, to })}</span></div>
            ))}
          </div>
          <div>
            <Box variant="awsui-key-label">Payers</Box>
            {commitment.payers.map(({ id, name }) => (
              <div key={id} className="lf-anywhere">{name === null ? id : `${name} (${id})`}</div>
            ))}
          </div>
        </ColumnLayout>
        <Table variant="embedded" items={rulesOf(commitment)} trackBy="id" columnDefinitions={COLUMNS} ariaLabels={{ tableLabel: "Rules" }} contentDensity="compact" wrapLines />
      </SpaceBetween>
    </ExpandableSection>
  );
}

const COLUMNS: TableProps.ColumnDefinition<Rule>[] = [
  { id: "name", header: "Rule", isRowHeader: true, minWidth: 150, cell: ({ name }) => name },
  { id: "setting", header: "Setting", minWidth: 150, cell: ({ setting, id }) => <span className="lf-anywhere" data-testid={`rule-${id}`}>{setting}</span> },
  { id: "source", header: "Who says so", minWidth: 200, cell: (rule) => <RuleSource {...rule} /> },
];

function rulesOf({ rules: { basis, charges, marketplace_cap: cap, marketplace_sellers: sellers } }: CommitmentView): Rule[] {
  const ordered = CHARGE_NAMES.flatMap((name) => charges.filter(({ charge }) => charge === name));
  return [
    { id: "basis", name: "Kind of cost", setting: BASES[basis.value].label, ...basis },
    ...ordered.map((one) => ({ id: one.charge, name: CHARGES[one.charge].label, setting: countsText(one.counts), ...one })),
    { id: "marketplace_cap", name: "How much of AWS Marketplace", setting: capText(cap.percent), ...cap },
    { id: "marketplace_sellers", name: "Sellers of AWS Marketplace", setting: sellersText(sellers.names), ...sellers },
  ];
}
