import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useId, useState } from "react";
import { useOnce } from "./use-once.ts";

interface FormModalProps {
  title: string;
  submit: string;
  busy: boolean;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** A short form in a modal; Enter in a field submits it. */
export function FormModal({ title, submit, busy, onSubmit, onCancel, children }: FormModalProps) {
  const id = useId();
  const [typed, setTyped] = useState(0);
  const submitOnce = useOnce(busy, onSubmit, typed);
  return (
    <Modal
      visible
      header={title}
      onDismiss={onCancel}
      data-testid="form-modal"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" form={id} loading={busy} data-testid="form-modal-submit">
              {submit}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={id}
        onInput={() => { setTyped((before) => before + 1); }}
        onSubmit={(event) => {
          event.preventDefault();
          // Enter in a field comes here past the button, which turns while the first answer is awaited.
          submitOnce();
        }}
      >
        <SpaceBetween size="m">{children}</SpaceBetween>
      </form>
    </Modal>
  );
}
