import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { organizationKey } from "../../api/organization.ts";
import { startRun } from "../../api/stack-run.ts";
import type { UnitView } from "../../api/types.ts";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";

interface StartRunProps {
  payer: string;
  units: readonly UnitView[];
  onClose: () => void;
}

const NO_CANARY = { value: "", label: "None: all at once" };

/** Whom the roll-out is to reach, and who comes first. */
export function StartRun({ payer, units, onClose }: StartRunProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [picked, setPicked] = useState("");
  const [canary, setCanary] = useState("");
  const [byItself, setByItself] = useState(false);
  const options = units.map(({ unit_id, name, coverage }) => ({
    value: unit_id, label: name, description: `${unit_id}, ${coverage.wanted} accounts`,
  }));
  const accounts = picked.split(/[\s,]+/).filter((one) => one !== "");
  const starting = useMutation({
    mutationFn: () => startRun(payer, { units: [...chosen], accounts, canary: canary === "" ? null : canary, by_itself: byItself }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: organizationKey(payer) });
      onClose();
    },
  });
  const canaries = [NO_CANARY, ...options];
  return (
    <FormModal title="Start the roll-out" submit="Start" busy={starting.isPending} onSubmit={() => { starting.mutate(); }} onCancel={onClose}>
      <ProblemAlert error={starting.error} />
      <Box>
        This makes a StackSet with service-managed permissions in payer <span className="lf-mono">{payer}</span>, and Landfast’s role in every
        targeted account. A quarter of the accounts are deployed to at a time, and one that fails keeps no other waiting.
      </Box>
      <FormField label="Units" description="Everybody below them, also accounts that come later. Leave empty for the whole organization.">
        <Multiselect
          options={options}
          selectedOptions={options.filter(({ value }) => chosen.includes(value))}
          placeholder="The whole organization"
          onChange={({ detail }) => { setChosen(detail.selectedOptions.map(({ value }) => value ?? "")); }}
          data-testid="run-units"
        />
      </FormField>
      <FormField label="Only these accounts" description="Optional: account ids with commas between them. Then accounts that come later are not reached by themselves.">
        <Textarea value={picked} rows={2} onChange={({ detail }) => { setPicked(detail.value); }} data-testid="run-accounts" />
      </FormField>
      <FormField label="Canary" description="One unit first. The rest waits until Landfast has proven every account of it.">
        <Select
          options={canaries}
          selectedOption={canaries.find(({ value }) => value === canary) ?? NO_CANARY}
          onChange={({ detail }) => { setCanary(detail.selectedOption.value ?? ""); }}
          data-testid="run-canary"
        />
      </FormField>
      {canary !== "" && (
        <Checkbox checked={byItself} onChange={({ detail }) => { setByItself(detail.checked); }} data-testid="run-by-itself">
          Go on without asking once the canary is proven
        </Checkbox>
      )}
    </FormModal>
  );
}
