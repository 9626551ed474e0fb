import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactElement } from "react";
import { ProblemAlert } from "./ProblemAlert.tsx";
import { useOnce } from "./use-once.ts";

interface ConfirmModalProps {
  title: string;
  /** The verb on the button: "Remove the record". */
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
  busy: boolean;
  error: unknown;
  /** Elements, not bare text: they are set apart from each other. */
  children: ReactElement | readonly ReactElement[];
}

/** Asks before something that cannot be taken back. Drawn only while it is asked. */
export function ConfirmModal({ title, confirm, onConfirm, onCancel, busy, error, children }: ConfirmModalProps) {
  const confirmOnce = useOnce(busy, onConfirm);
  return (
    <Modal
      visible
      header={title}
      onDismiss={onCancel}
      data-testid="confirm-modal"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel} data-testid="confirm-modal-cancel">
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={confirmOnce} data-testid="confirm-modal-confirm">
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <ProblemAlert error={error} />
        {children}
      </SpaceBetween>
    </Modal>
  );
}
