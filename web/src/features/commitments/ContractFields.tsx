import Container from "@cloudscape-design/components/container";
import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Failure } from "../../api/failure.ts";
import type { Draft } from "./draft.ts";
import { errorAt } from "./form-errors.ts";
import { PayersField } from "./PayersField.tsx";
import { YearsField } from "./YearsField.tsx";

export interface FieldsProps {
  draft: Draft;
  onChange: (more: Partial<Draft>) => void;
  failure: Failure | null;
}

/** What the contract is about: when, how much in each year, and whose bills. */
export function ContractFields({ draft, onChange, failure }: FieldsProps) {
  return (
    <Container header={<Header variant="h2">Contract</Header>}>
      <SpaceBetween size="l">
        <FormField label="Name" description="How people here call the contract." errorText={errorAt(failure, "name")}>
          <Input value={draft.name} onChange={({ detail }) => { onChange({ name: detail.value }); }} autoComplete={false} data-testid="commitment-name" />
        </FormField>
        <div className="lf-fields">
          <FormField label="Currency" constraintText="Three letters, such as USD. Amounts of other currencies are never added." errorText={errorAt(failure, "currency")}>
            <Input value={draft.currency} onChange={({ detail }) => { onChange({ currency: detail.value }); }} autoComplete={false} data-testid="commitment-currency" />
          </FormField>
          <FormField label="First day" description="Each year runs from this day to the day before it a year later." errorText={errorAt(failure, "starts")}>
            <DatePicker
              value={draft.starts}
              onChange={({ detail }) => { onChange({ starts: detail.value }); }}
              format="iso"
              inputFormat="iso"
              placeholder="YYYY-MM-DD"
              data-testid="commitment-starts"
            />
          </FormField>
        </div>
        <YearsField draft={draft} onChange={onChange} failure={failure} />
        <PayersField chosen={draft.payers} onChange={(payers) => { onChange({ payers }); }} error={errorAt(failure, "payers")} />
      </SpaceBetween>
    </Container>
  );
}
