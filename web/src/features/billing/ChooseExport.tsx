import ExpandableSection from "@cloudscape-design/components/expandable-section";
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
  const [draft, setDraft] = useState<ExportChoiceDraft>(() => startOf(view));
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
          <TextField label="Region of the bucket" name="bucket_region" placeholder="eu-west-1" draft={draft} onSet={set} />
        )}
        {draft.way !== "existing" && (
          <ExpandableSection headerText="Names" data-testid="export-names">
            <SpaceBetween size="m">
              <TextField label="Bucket" name="bucket" placeholder={suggested(view, draft)?.bucket} draft={draft} onSet={set} />
              <TextField label="Prefix" name="prefix" placeholder={suggested(view, draft)?.prefix} draft={draft} onSet={set} />
              <TextField label="Name of the export" name="name" placeholder={suggested(view, draft)?.name} draft={draft} onSet={set} />
            </SpaceBetween>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </FormModal>
  );
}

interface TextFieldProps {
  label: string;
  name: "bucket" | "bucket_region" | "name" | "prefix";
  placeholder: string | undefined;
  draft: ExportChoiceDraft;
  onSet: (part: Partial<ExportChoiceDraft>) => void;
}

/** A field that may stay empty: then the server chooses. */
function TextField({ label, name, placeholder, draft, onSet }: TextFieldProps) {
  return (
    <FormField label={label} {...(name === "bucket_region" ? {} : { description: "Left empty, Landfast chooses it." })}>
      <Input
        value={draft[name] ?? ""}
        {...(placeholder === undefined ? {} : { placeholder })}
        onChange={({ detail }) => { onSet({ [name]: detail.value === "" ? null : detail.value }); }}
      />
    </FormField>
  );
}

/** What counts now, to be changed; names are chosen anew unless somebody gives them. */
function startOf({ choice }: BillingExportView): ExportChoiceDraft {
  if (choice === null) return { way: "new" };
  return choice.way === "existing" ? { way: "existing", existing: choice.existing } : { way: choice.way, format: choice.format };
}

/** The names of the choice that counts now, where the same way is chosen again. */
const suggested = ({ choice }: BillingExportView, { way, format }: ExportChoiceDraft) =>
  choice !== null && choice.way === way && choice.format === (format ?? "cur_2") ? choice : null;
