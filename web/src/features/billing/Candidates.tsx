import Alert from "@cloudscape-design/components/alert";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { exportCandidates } from "../../api/accounts.ts";
import type { ExportCandidate } from "../../api/types.ts";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { FORMATS } from "./words.ts";

interface CandidatesProps {
  accountId: string;
  picked: string | null;
  onPick: (id: string) => void;
}

/** What the account has already: what fits can be picked, of the rest it says why not. */
export function Candidates({ accountId, picked, onPick }: CandidatesProps) {
  const { data, error, refetch } = useQuery(exportCandidates(accountId));
  if (data === undefined) {
    return error === null ? <Loading what="reports and exports" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      {data.unseen.map((line) => <Alert key={line} type="warning">{line}</Alert>)}
      <Table
        data-testid="export-candidates"
        variant="embedded"
        items={data.items}
        trackBy="id"
        selectionType="single"
        selectedItems={data.items.filter((one) => one.id === picked)}
        isItemDisabled={(one) => !one.fits}
        onSelectionChange={({ detail }) => {
          const first = detail.selectedItems[0];
          if (first !== undefined) onPick(first.id);
        }}
        ariaLabels={{
          selectionGroupLabel: "Candidates",
          itemSelectionLabel: (_, one) => `Choose ${one.name}`,
          tableLabel: "Reports and exports of the account",
        }}
        empty="The account has no reports and no exports."
        columnDefinitions={[
          { id: "name", header: "Name", cell: (one) => one.name, isRowHeader: true },
          { id: "format", header: "Contains", cell: (one) => (one.format === null ? "Something else" : FORMATS[one.format]) },
          { id: "bucket", header: "Bucket", cell: (one) => `${one.bucket} in ${one.bucket_region}` },
          { id: "fits", header: "Fits", cell: (one) => <Fits candidate={one} /> },
        ]}
      />
    </>
  );
}

function Fits({ candidate: { fits, why_not, notes } }: { candidate: ExportCandidate }) {
  return (
    <>
      {fits ? "Yes" : "No"}
      {why_not.map((one) => <div key={one.mistake}>Expected {one.expected}; found {one.found}.</div>)}
      {notes.map((note) => <div key={note}>{note}</div>)}
    </>
  );
}
