import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import { createWorkspace } from "../../api/session.ts";
import type { WorkspaceView } from "../../api/types.ts";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";

interface WorkspaceModalProps {
  onClose: () => void;
  onCreated: (workspace: WorkspaceView) => void;
}

/** A new workspace; whoever makes it is its first operator. */
export function WorkspaceModal({ onClose, onCreated }: WorkspaceModalProps) {
  const [name, setName] = useState("");
  const creating = useMutation({ mutationFn: createWorkspace, onSuccess: onCreated });
  const failure = creating.error === null ? null : failureOf(creating.error);
  return (
    <FormModal
      title="Create a workspace"
      submit="Create and go there"
      // Kept busy after the answer: the page is about to be left.
      busy={creating.isPending || creating.isSuccess}
      onSubmit={() => { creating.mutate(name.trim()); }}
      onCancel={onClose}
    >
      {bannerOf(failure, ["name"]) !== null && <ProblemAlert error={creating.error} />}
      <FormField
        label="Name"
        description="It holds accounts and people of its own; nobody of another workspace sees them. You become its first operator."
        errorText={fieldError(failure, "name")}
      >
        <Input
          value={name}
          onChange={({ detail }) => { setName(detail.value); }}
          autoComplete={false}
          data-testid="workspace-name"
        />
      </FormField>
    </FormModal>
  );
}
