import FormField from "@cloudscape-design/components/form-field";
import { useQuery } from "@tanstack/react-query";
import { billAnswer } from "../../api/costs.ts";
import { monthAfter } from "../costs/range.ts";
import { useToday } from "../costs/use-costs.ts";
import { TokensField } from "./TokensField.tsx";

interface SellersFieldProps {
  chosen: readonly string[];
  onChange: (names: readonly string[]) => void;
  error: string | undefined;
}

/** Sellers as the bills of the last year name them, or as they are typed. */
export function SellersField({ chosen, onChange, error }: SellersFieldProps) {
  const month = useToday().slice(0, 7);
  const { data } = useQuery(billAnswer({
    selection: { from: monthAfter(month, -11), to: month, filters: [{ dimension: "billing_entity", is_not: false, values: ["AWS Marketplace"] }] },
    group_by: ["legal_entity"], top: 100,
  }));
  const known = (data?.answer.rows ?? []).flatMap(({ group }) => (typeof group[0] === "string" ? [group[0]] : []));
  return (
    <FormField label="Sellers" constraintText="Choose among those of your bills, or type the legal entity and press Enter." errorText={error}>
      <TokensField
        label="Sellers"
        chosen={chosen}
        onChange={onChange}
        options={[...new Set(known)].map((value) => ({ value }))}
        tokenOf={(name) => ({ label: name })}
        tidy={(typed) => typed.trim()}
        isWhole={(name) => name !== ""}
        placeholder="Legal entity"
        enteredText={(value) => `Add “${value.trim()}”`}
        empty="No seller is known from the bills."
        invalid={error !== undefined}
        data-testid="marketplace-sellers"
      />
    </FormField>
  );
}
