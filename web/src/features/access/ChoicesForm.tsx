import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf } from "../../api/problem.ts";
import type { AccountView, CapabilityView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { CHOICE_FIELDS, ChoiceFields } from "./ChoiceFields.tsx";
import type { Chosen } from "./choices.ts";
import { useChange } from "./use-change.ts";

interface ChoicesFormProps {
  account: AccountView;
  capabilities: readonly CapabilityView[];
  cancel: ReactNode;
  onSaved: () => void;
}

/** Other choices for an account. Nothing happens in AWS by them. */
export function ChoicesForm({ account, capabilities, cancel, onSaved }: ChoicesFormProps) {
  const [chosen, setChosen] = useState<Chosen>({ capabilities: account.capabilities, tagAccess: account.tag_access });
  const saving = useChange(account.account_id, onSaved);
  const failure = saving.error === null ? null : failureOf(saving.error);
  const save = () => {
    if (!saving.isPending) saving.mutate({ capabilities: [...chosen.capabilities], tag_access: chosen.tagAccess });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {cancel}
            <ActionButton
              actions={account.actions}
              name="rename"
              variant="primary"
              busy={saving.isPending}
              formAction="submit"
              data-testid="save-choices"
            >
              Save choices
            </ActionButton>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="m">
          {bannerOf(failure, CHOICE_FIELDS) !== null && <ProblemAlert error={saving.error} />}
          <ChoiceFields capabilities={capabilities} chosen={chosen} onChange={setChosen} failure={failure} />
        </SpaceBetween>
      </Form>
    </form>
  );
}
