import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountKeys } from "../../api/accounts.ts";
import { failureOf } from "../../api/failure.ts";
import { saveAccessKey } from "../../api/keys.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import type { ActionView } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ActionButton, isAllowed } from "../../ui/ActionButton.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";

const FIELDS = ["access_key_id", "secret_access_key"] as const;
const EMPTY = { access_key_id: "", secret_access_key: "" };

interface KeyFormProps {
  accountId: string;
  actions: readonly ActionView[];
}

/** Takes a key and tests it. What was typed is forgotten here as soon as the server has it, and is never shown again. */
export function KeyForm({ accountId, actions }: KeyFormProps) {
  const [draft, setDraft] = useState(EMPTY);
  const client = useQueryClient();
  const notify = useNotify();
  const saving = useMutation({
    mutationFn: () => saveAccessKey(accountId, { access_key_id: draft.access_key_id.trim(), secret_access_key: draft.secret_access_key.trim() }),
    onSuccess: () => {
      setDraft(EMPTY);
      notify({ type: "info", header: "The key is being tested", content: "What the test finds is shown under API access." });
      void client.invalidateQueries({ queryKey: accountKeys.one(accountId) });
    },
  });
  const failure = saving.error === null ? null : failureOf(saving.error);
  const save = () => {
    if (!saving.isPending && isAllowed(actions, "save")) saving.mutate();
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
          <ActionButton actions={actions} name="save" variant="primary" busy={saving.isPending} formAction="submit">
            Save and test
          </ActionButton>
        }
      >
        <SpaceBetween size="m">
          {bannerOf(failure, FIELDS) !== null && <ProblemAlert error={saving.error} />}
          <FormField label="Access key id" constraintText="Begins with AKIA." errorText={fieldError(failure, "access_key_id")}>
            <Input
              value={draft.access_key_id}
              onChange={({ detail }) => { setDraft((now) => ({ ...now, access_key_id: detail.value })); }}
              autoComplete={false}
              spellcheck={false}
              data-testid="access-key-id"
            />
          </FormField>
          <FormField
            label="Secret access key"
            constraintText="40 characters. It is sealed at once and shown to nobody again."
            errorText={fieldError(failure, "secret_access_key")}
          >
            <Input
              type="password"
              value={draft.secret_access_key}
              onChange={({ detail }) => { setDraft((now) => ({ ...now, secret_access_key: detail.value })); }}
              autoComplete="new-password"
              data-testid="secret-access-key"
            />
          </FormField>
        </SpaceBetween>
      </Form>
    </form>
  );
}
