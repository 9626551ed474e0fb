import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { CopyField } from "./CopyField.tsx";

interface OnceSecretProps {
  title: string;
  label: string;
  secret: string;
  /** What Landfast keeps of it. */
  kept?: string;
  /** What it is for and how to hand it on. */
  children: ReactNode;
  onClose: () => void;
}

/** A secret that is shown once: to be copied now, never to be had again. */
export function OnceSecret({ title, label, secret, kept = "Landfast keeps only a hash of it.", children, onClose }: OnceSecretProps) {
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      data-testid="once-secret"
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose} data-testid="once-secret-close">
            I have copied it
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">This is shown once. Copy it now. {kept}</Alert>
        <CopyField label={label} value={secret} data-testid="once-secret-value" />
        <Box color="text-body-secondary">{children}</Box>
      </SpaceBetween>
    </Modal>
  );
}
