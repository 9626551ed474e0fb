import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { commitmentKeys, removeCommitment } from "../../api/commitments.ts";
import { useNotify } from "../../app/notifications.tsx";
import { usePermit } from "../../app/permit.ts";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { LinkButton } from "../../ui/Links.tsx";
import type { CommitmentView } from "../../api/types.ts";

/** What can be done with a contract. */
export function CommitmentActions({ commitment: { id, name } }: { commitment: CommitmentView }) {
  const [isAsked, setIsAsked] = useState(false);
  const permit = usePermit();
  const notify = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => removeCommitment(id),
    onSuccess: () => {
      notify({ type: "success", header: `${name} is removed` });
      client.removeQueries({ queryKey: commitmentKeys.one(id) });
      client.removeQueries({ queryKey: commitmentKeys.standing(id) });
      void client.invalidateQueries({ queryKey: commitmentKeys.list });
      void navigate("/commitments");
    },
  });
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <LinkButton to={`/commitments/${id}/edit`} {...permit} data-testid="edit-commitment">Edit</LinkButton>
        <Button {...permit} onClick={() => { removing.reset(); setIsAsked(true); }} data-testid="remove-commitment">Remove</Button>
      </SpaceBetween>
      {isAsked && (
        <ConfirmModal
          title={`Remove ${name}?`}
          confirm="Remove"
          busy={removing.isPending}
          error={removing.error}
          onCancel={() => { setIsAsked(false); }}
          onConfirm={() => { removing.mutate(); }}
        >
          <Box>What you typed in about this contract is forgotten. The bills stay as they are, and AWS is not told of it.</Box>
        </ConfirmModal>
      )}
    </>
  );
}
