import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import type { NewOwnerLinkView } from "../../api/types.ts";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";

interface LinkModalProps {
  make: (days: number) => Promise<NewOwnerLinkView>;
  /** What comes of it besides. */
  about?: ReactNode;
  /** Days that a link works when nobody chose, and at most. */
  usual: number;
  most: number;
  onClose: () => void;
  onMade: (link: NewOwnerLinkView) => void;
}
const FIELDS = ["expires_in_days"];

export function LinkModal({ make, about, usual, most, onClose, onMade }: LinkModalProps) {
  const [days, setDays] = useState(String(usual));
  const making = useMutation({
    mutationFn: make,
    onSuccess: onMade,
  });
  const failure = making.error === null ? null : failureOf(making.error);
  return (
    <FormModal
      title="Make a link for the account's owner"
      submit="Make the link"
      busy={making.isPending}
      onSubmit={() => { making.mutate(Number(days)); }}
      onCancel={onClose}
    >
      {bannerOf(failure, FIELDS) !== null && <ProblemAlert error={making.error} />}
      {about}
      <FormField
        label="Works for days"
        description="The owner sees until when. What is set up by then stays."
        constraintText={`1 to ${most}.`}
        errorText={fieldError(failure, "expires_in_days")}
      >
        <Input
          type="number"
          inputMode="numeric"
          value={days}
          onChange={({ detail }) => { setDays(detail.value); }}
          data-testid="owner-link-days"
        />
      </FormField>
    </FormModal>
  );
}
