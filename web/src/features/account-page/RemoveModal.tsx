import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { accountKeys, removeAccount } from "../../api/accounts.ts";
import type { AccountView, Method } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";

interface RemoveModalProps {
  account: AccountView;
  onClose: () => void;
  onRemoved: () => void;
}

/** What stays in AWS, by the way in which it came there. */
const LEFT: Record<Method, (account: AccountView) => ReactNode> = {
  console_stack: stackStays,
  cli: stackStays,
  role_arn: () => <>The role stays in your account until you delete it in IAM.</>,
  terraform: () => <>The role stays in your account until you run terraform destroy, or take the module out and apply.</>,
  access_keys: () => <>Landfast forgets the key. The key works until you delete it, and its user, in IAM.</>,
  machine_identity: () => <>The server&apos;s own role keeps its policy until you take it away in IAM.</>,
};

function stackStays({ account_id: id, region }: AccountView): ReactNode {
  return (
    <>
      The stack and its role, if they were made, stay in your account until you delete them: open CloudFormation in account{" "}
      <span className="lf-mono">{id}</span>, region {region}, choose the stack (landfast-api-access unless renamed) and delete it.
    </>
  );
}

/** Removing says plainly what it does not do: nothing is deleted in AWS. */
export function RemoveModal({ account, onClose, onRemoved }: RemoveModalProps) {
  const client = useQueryClient();
  const notify = useNotify();
  const { account_id: id, name, method, role_arn } = account;
  const removing = useMutation({
    mutationFn: () => removeAccount(id),
    onSuccess: ({ left_in_aws }) => {
      client.removeQueries({ queryKey: accountKeys.one(id) });
      void client.invalidateQueries({ queryKey: ["accounts", "list"] });
      notify({
        type: "success",
        header: `The record of ${name} was removed`,
        content: left_in_aws.length > 0 ? <LeftInAws items={left_in_aws} /> : undefined,
      });
      onClose();
      onRemoved();
    },
  });
  return (
    <ConfirmModal
      title={`Remove ${name}?`}
      confirm="Remove the record"
      onConfirm={() => { removing.mutate(); }}
      onCancel={onClose}
      busy={removing.isPending}
      error={removing.error}
    >
      <Box>
        Landfast forgets account <span className="lf-mono">{id}</span>: its details, its external id and its checks. The
        activity log keeps what happened. Registering it again makes a new external id, and the stack must be made anew.
      </Box>
      <Alert type="warning" header="Nothing is deleted in AWS">
        {LEFT[method](account)}
        {role_arn !== null && (
          <>
            {" "}
            The role is <span className="lf-mono">{role_arn}</span>.
          </>
        )}
      </Alert>
    </ConfirmModal>
  );
}

function LeftInAws({ items }: { items: readonly string[] }) {
  return (
    <>
      Still in AWS:
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}
