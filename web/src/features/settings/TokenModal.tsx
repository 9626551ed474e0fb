import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import { createToken } from "../../api/settings.ts";
import type { NewTokenView, Role } from "../../api/types.ts";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { RoleSelect, ROLES } from "../../ui/RoleSelect.tsx";

interface TokenModalProps {
  onClose: () => void;
  onCreated: (token: NewTokenView) => void;
}
const FIELDS = ["name", "expires_in_days"];

export function TokenModal({ onClose, onCreated }: TokenModalProps) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("reader");
  const [days, setDays] = useState("90");
  const creating = useMutation({ mutationFn: createToken, onSuccess: onCreated });
  const failure = creating.error === null ? null : failureOf(creating.error);
  return (
    <FormModal
      title="Create a token"
      submit="Create"
      busy={creating.isPending}
      onSubmit={() => { creating.mutate({ name: name.trim(), role, expires_in_days: Number(days) }); }}
      onCancel={onClose}
    >
      {bannerOf(failure, FIELDS) !== null && <ProblemAlert error={creating.error} />}
      <FormField label="Name" description="What will use it." errorText={fieldError(failure, "name")}>
        <Input
          value={name}
          onChange={({ detail }) => { setName(detail.value); }}
          autoComplete={false}
          data-testid="token-name"
        />
      </FormField>
      <FormField label="Role" constraintText={ROLES[role].description}>
        <RoleSelect role={role} onChange={setRole} data-testid="token-role" />
      </FormField>
      <FormField
        label="Expires in days"
        constraintText="1 to 366."
        errorText={fieldError(failure, "expires_in_days")}
      >
        <Input
          type="number"
          inputMode="numeric"
          value={days}
          onChange={({ detail }) => { setDays(detail.value); }}
          data-testid="token-days"
        />
      </FormField>
    </FormModal>
  );
}
