import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import { inviteUser } from "../../api/settings.ts";
import type { NewUserView, Role } from "../../api/types.ts";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { RoleSelect, ROLES } from "../../ui/RoleSelect.tsx";

interface InviteModalProps {
  onClose: () => void;
  onInvited: (invitation: NewUserView) => void;
}

export function InviteModal({ onClose, onInvited }: InviteModalProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("reader");
  const inviting = useMutation({ mutationFn: inviteUser, onSuccess: onInvited });
  const failure = inviting.error === null ? null : failureOf(inviting.error);
  return (
    <FormModal
      title="Invite somebody"
      submit="Invite"
      busy={inviting.isPending}
      onSubmit={() => { inviting.mutate({ email: email.trim(), role }); }}
      onCancel={onClose}
    >
      {bannerOf(failure, ["email"]) !== null && <ProblemAlert error={inviting.error} />}
      <FormField label="E-mail" errorText={fieldError(failure, "email")}>
        <Input
          type="email"
          value={email}
          onChange={({ detail }) => { setEmail(detail.value); }}
          autoComplete={false}
          data-testid="invite-email"
        />
      </FormField>
      <FormField label="Role" constraintText={ROLES[role].description}>
        <RoleSelect role={role} onChange={setRole} data-testid="invite-role" />
      </FormField>
    </FormModal>
  );
}
