import FormField from "@cloudscape-design/components/form-field";
import { useQuery } from "@tanstack/react-query";
import { accountList } from "../../api/accounts.ts";
import { billCatalogue } from "../../api/costs.ts";
import { tidyAccountId } from "../registration/draft.ts";
import { TokensField } from "./TokensField.tsx";

interface PayersFieldProps {
  chosen: readonly string[];
  onChange: (payers: readonly string[]) => void;
  error: string | undefined;
}

/** Whose bills count: chosen among those that there are bills of, or typed. */
export function PayersField({ chosen, onChange, error }: PayersFieldProps) {
  const catalogue = useQuery(billCatalogue).data;
  const accounts = useQuery(accountList()).data?.rows ?? [];
  const names = new Map(accounts.map(({ account_id, name }) => [account_id, name]));
  const billed = new Set((catalogue?.months ?? []).map(({ payer }) => payer));
  const paying = accounts.filter(({ kind }) => kind === "payer" || kind === "standalone").map(({ account_id }) => account_id);
  const known = [...new Set([...billed, ...paying])];
  const about = (id: string) => (billed.has(id) ? "Has bills here" : "No bills yet");
  return (
    <FormField
      label="Payers"
      description="The accounts whose bills count towards the contract, with all that is linked to them."
      constraintText="Choose among those that are known here, or type 12 digits and press Enter."
      errorText={error}
    >
      <TokensField
        label="Payers"
        chosen={chosen}
        onChange={onChange}
        options={known.map((id) => ({ value: id, description: names.has(id) ? `${names.get(id) ?? ""} – ${about(id)}` : about(id) }))}
        tokenOf={(id) => ({ label: names.has(id) ? `${names.get(id) ?? ""} (${id})` : id })}
        tidy={tidyAccountId}
        isWhole={(id) => /^\d{12}$/.test(id)}
        placeholder="123456789012"
        enteredText={(value) => `Add “${tidyAccountId(value)}”`}
        empty="No payer is known here yet. Type its account id."
        invalid={error !== undefined}
        data-testid="commitment-payers"
      />
    </FormField>
  );
}
