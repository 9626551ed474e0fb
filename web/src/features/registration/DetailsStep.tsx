import Alert from "@cloudscape-design/components/alert";
import Autosuggest from "@cloudscape-design/components/autosuggest";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef } from "react";
import type { Failure } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import { CHOICE_FIELDS } from "../access/ChoiceFields.tsx";
import { DraftChoices } from "./DraftChoices.tsx";
import { type Draft, tidyAccountId } from "./draft.ts";
import { REGIONS } from "./regions.ts";

interface DetailsStepProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  failure: Failure | null;
  /** The account is registered: its id is what it is. */
  registered?: boolean;
  /** Why nothing of it can be changed, in the server's words; `null` when it can. */
  whyNot?: string | null;
}

/** The fields that a problem of this step can name. */
export const DETAIL_FIELDS = ["account_id", "name", "region", ...CHOICE_FIELDS] as const;

/** Step 2: which account, and what Landfast may do there. */
export function DetailsStep(props: DetailsStepProps) {
  const { draft, onChange, failure, whyNot = null } = props;
  const fields = useWrongField(failure);
  return (
    <div ref={fields}>
      <SpaceBetween size="l">
        <AccountFields {...props} />
        {whyNot === null && <DraftChoices draft={draft} onChange={onChange} failure={failure} />}
      </SpaceBetween>
    </div>
  );
}

/** Leads to the first field that was refused: the button is far below it, on a phone out of sight. A banner leads to itself. */
function useWrongField(failure: Failure | null) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure === null || bannerOf(failure, DETAIL_FIELDS) !== null) return;
    fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure]);
  return fields;
}

function AccountFields({ draft, onChange, failure, registered = false, whyNot = null }: DetailsStepProps) {
  return (
    <Container>
      <SpaceBetween size="l">
        {whyNot !== null && <Alert type="info">{whyNot}</Alert>}
        <FormField
          label="AWS account id"
          description="If you have an organization, begin with its payer (management) account: the linked accounts are found through it."
          constraintText="12 digits, leading zeros included. Hyphens and blanks are taken out."
          errorText={fieldError(failure, "account_id")}
        >
          <Input
            value={draft.accountId}
            onChange={({ detail }) => { onChange({ ...draft, accountId: tidyAccountId(detail.value) }); }}
            inputMode="numeric"
            placeholder="123456789012"
            readOnly={registered}
            autoComplete={false}
            data-testid="register-account-id"
          />
        </FormField>
        <FormField
          label={
            <>
              Name <i>– optional</i>
            </>
          }
          description="How people here call the account. Left empty, it is called by its id."
          errorText={fieldError(failure, "name")}
        >
          <Input
            value={draft.name}
            readOnly={whyNot !== null}
            onChange={({ detail }) => { onChange({ ...draft, name: detail.value }); }}
            autoComplete={false}
            data-testid="register-name"
          />
        </FormField>
        <FormField
          label="Home region"
          description="Where the stack is created. The role works in every region."
          errorText={fieldError(failure, "region")}
        >
          <Autosuggest
            value={draft.region}
            readOnly={whyNot !== null}
            onChange={({ detail }) => { onChange({ ...draft, region: detail.value }); }}
            options={REGIONS.map((value) => ({ value }))}
            enteredTextLabel={(value) => `Use “${value}”`}
            ariaLabel="Home region"
            empty="No region of that name is known here"
            data-testid="register-region"
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
