import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountKeys } from "../../api/accounts.ts";
import { removalKey, removeRecord } from "../../api/removal.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";

interface RecordOnlyProps {
  accountId: string;
  name: string;
  /** What stays behind in AWS. */
  left: readonly string[];
  onClose: () => void;
}

/** Says plainly what it does not do: nothing is deleted in AWS, and nothing is proven. */
export function RecordOnly({ accountId, name, left, onClose }: RecordOnlyProps) {
  const client = useQueryClient();
  const notify = useNotify();
  const removing = useMutation({
    mutationFn: () => removeRecord(accountId),
    onSuccess: ({ left_in_aws }) => {
      notify({
        type: "warning",
        header: `The record of ${name} was removed; access was left`,
        content: left_in_aws.length > 0 ? <LeftInAws items={left_in_aws} /> : undefined,
      });
      onClose();
      client.removeQueries({ queryKey: accountKeys.one(accountId) });
      void client.invalidateQueries({ queryKey: ["receipts"] });
      void client.invalidateQueries({ queryKey: removalKey(accountId) });
      void client.invalidateQueries({ queryKey: ["accounts", "list"] });
    },
  });
  return (
    <ConfirmModal
      title={`Remove the record of ${name} alone?`}
      confirm="Remove the record"
      onConfirm={() => { removing.mutate(); }}
      onCancel={onClose}
      busy={removing.isPending}
      error={removing.error}
    >
      <Box>
        Landfast forgets account <span className="lf-mono">{accountId}</span>: its details, its external id and its checks. The
        activity log and a receipt stay. Registering it again makes a new external id, and the role must be made anew.
      </Box>
      <Alert type="warning" header="Access stays in AWS">
        Nothing is deleted there, and nobody looks any more whether it is safe.
        <LeftInAws items={left} />
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
