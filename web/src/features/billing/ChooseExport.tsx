import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountKeys, chooseExport } from "../../api/accounts.ts";
import type { BillingExportView, ExportChoiceDraft, ExportFormat, ExportWay } from "../../api/types.ts";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Candidates } from "./Candidates.tsx";
import { FORMATS, WAYS } from "./words.ts";

interface ChooseExportProps {
  accountId: string;
  view: BillingExportView;
  onClose: () => void;
}

const WAY_TILES = (Object.keys(WAYS) as ExportWay[]).map((value) => ({ value, ...WAYS[value] }));
const FORMAT_OPTIONS = (Object.keys(FORMATS) as ExportFormat[]).map((value) => ({ value, label: FORMATS[value] }));

/** Another way to the bill. What does not go together is the server's to say. */
export function ChooseExport({ accountId, view, onClose }: ChooseExportProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<ExportChoiceDraft>({ way: view.choice?.way ?? "new" });
  const set = (part: Partial<ExportChoiceDraft>) => { setDraft((before) => ({ ...before, ...part })); };
  const choosing = useMutation({
    mutationFn: () => chooseExport(accountId, draft),
    onSuccess: (next) => {
      client.setQueryData(accountKeys.billingExport(accountId), next);
      void client.invalidateQueries({ queryKey: accountKeys.one(accountId) });
      onClose();
    },
  });
  return (
    <FormModal
      title="Choose the billing export"
      submit="Choose"
      busy={choosing.isPending}
      onSubmit={() => { choosing.mutate(); }}
      onCancel={onClose}
    >
      <SpaceBetween size="m">
        {choosing.error !== null && <ProblemAlert error={choosing.error} />}
        <FormField label="Way">
          <Tiles
            items={WAY_TILES}
            value={draft.way}
            ariaLabel="Way"
            onChange={({ detail }) => { setDraft({ way: detail.value as ExportWay }); }}
          />
        </FormField>
        {draft.way === "existing" ? (
          <Candidates accountId={accountId} picked={draft.existing ?? null} onPick={(existing) => { set({ existing }); }} />
        ) : (
          <FormField label="Contains">
            <Select
              options={FORMAT_OPTIONS}
              selectedOption={FORMAT_OPTIONS.find((one) => one.value === (draft.format ?? "cur_2")) ?? null}
              onChange={({ detail }) => { set({ format: detail.selectedOption.value as ExportFormat }); }}
            />
          </FormField>
        )}
        {draft.way === "new_other_region" && (
          <FormField label="Region of the bucket">
            <Input
              value={draft.bucket_region ?? ""}
              placeholder="eu-west-1"
              onChange={({ detail }) => { set({ bucket_region: detail.value }); }}
            />
          </FormField>
        )}
      </SpaceBetween>
    </FormModal>
  );
}
