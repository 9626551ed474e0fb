import Alert from "@cloudscape-design/components/alert";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { billingExport } from "../../api/accounts.ts";
import type { BillingExportView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { useState } from "react";
import { NotReady } from "../step/NotReady.tsx";
import { ChooseExport } from "./ChooseExport.tsx";
import { ExportStack } from "./ExportStack.tsx";
import { FORMATS, WAYS } from "./words.ts";

/** What is chosen for a payer's bill, and what to launch for it. */
export function BillingExport({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery(billingExport(accountId));
  const [choosing, setChoosing] = useState(false);
  if (data === undefined) {
    return error === null ? <Loading what="the billing export" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  if (data.unavailable !== null) return <Alert type="info">{data.unavailable}</Alert>;
  return (
    <SpaceBetween size="l" data-testid="billing-export">
      <Choice view={data} />
      <ActionButton actions={data.actions} name="choose" onAct={() => { setChoosing(true); }} data-testid="choose-export">
        Choose another way
      </ActionButton>
      {choosing && <ChooseExport accountId={accountId} view={data} onClose={() => { setChoosing(false); }} />}
      <ExpandableSection headerText="Instructions" headingTagOverride="h3" data-testid="export-instructions">
        <SpaceBetween size="l">
          {data.why_not_ready !== null && <NotReady why={data.why_not_ready} />}
          {data.terraform !== null && (
            <div>
              <p>
                The Terraform module of this payer makes it: put this call in the place of the one that is there, and run{" "}
                <span className="lf-mono">terraform init</span> and <span className="lf-mono">terraform apply</span>. Its provider has to be of
                us-east-1 (in China of cn-northwest-1), where AWS makes exports.
              </p>
              <CodeBox label="Terraform configuration" code={data.terraform} data-testid="export-terraform" />
            </div>
          )}
          {data.stacks.map((stack) => (
            <ExportStack key={stack.stack_name} accountId={accountId} stack={stack} />
          ))}
          {data.reading_policy !== null && (
            <ExpandableSection headerText="What Landfast may do with the bucket" headingTagOverride="h4">
              <CodeBox label="reading policy" code={data.reading_policy} />
            </ExpandableSection>
          )}
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}

function Choice({ view: { choice, chosen_by } }: { view: BillingExportView }) {
  if (choice === null) return null;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: "Way", value: <span data-testid="export-way">{WAYS[choice.way].label}</span> },
        { label: "Contains", value: FORMATS[choice.format] },
        { label: "Bucket", value: `${choice.bucket} in ${choice.bucket_region}` },
        { label: "Prefix and name", value: `${choice.prefix}/${choice.name}` },
        { label: "Chosen by", value: chosen_by ?? "Nobody: this is what counts by default" },
      ]}
    />
  );
}
