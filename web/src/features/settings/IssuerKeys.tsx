import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { issuer, rotateIssuer } from "../../api/settings.ts";
import type { IssuerKeyState, IssuerKeyView, IssuerView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

const STATES: Record<IssuerKeyState, { type: StatusIndicatorProps.Type; text: string }> = {
  next: { type: "pending", text: "Next" },
  active: { type: "success", text: "Signs" },
  retired: { type: "stopped", text: "Retired" },
  gone: { type: "stopped", text: "Gone" },
};

/** The issuer's keys, and the button that makes the next one. */
export function IssuerKeys({ view }: { view: IssuerView }) {
  const [asking, setAsking] = useState(false);
  const waits = view.keys.some((key) => key.state === "next" && key.signs_from === null);
  return (
    <SpaceBetween size="m">
      {waits && (
        <Alert type="warning" header="The new key waits for its files" data-testid="issuer-waits">
          Put the two documents below out, look at <span className="lf-mono">jwks.json</span> from outside, and then say so on
          the server: <span className="lf-mono">landfast issuer confirm</span>. The new key signs a day later; until then the
          present one does.
        </Alert>
      )}
      <Table
        data-testid="issuer-keys"
        header={
          <Header
            variant="h2"
            description="A new key is published for a day before it signs; the old one stays until its last token is dead."
            actions={
              <ActionButton actions={view.actions} name="rotate" onAct={() => { setAsking(true); }} data-testid="rotate-issuer">
                Make the next key
              </ActionButton>
            }
          >
            Keys
          </Header>
        }
        items={view.keys}
        trackBy="kid"
        wrapLines
        columnDefinitions={[
          { id: "kid", header: "Key", isRowHeader: true, minWidth: 180, cell: ({ kid }) => <span className="lf-mono">{kid}</span> },
          { id: "state", header: "State", minWidth: 110, cell: ({ state }) => <State state={state} /> },
          { id: "from", header: "Signs from", minWidth: 130, cell: (key) => <From signing={key} /> },
          { id: "until", header: "Published until", minWidth: 140, cell: ({ published_until }) => <Timestamp at={published_until} /> },
        ]}
      />
      {asking && <Rotate isStatic={view.static_files} onClose={() => { setAsking(false); }} />}
    </SpaceBetween>
  );
}

const State = ({ state }: { state: IssuerKeyState }) => (
  <StatusIndicator type={STATES[state].type} wrapText={false}>
    {STATES[state].text}
  </StatusIndicator>
);

function From({ signing: { signs_from } }: { signing: IssuerKeyView }) {
  return signs_from === null ? <>Waits for its files</> : <Timestamp at={signs_from} />;
}

function Rotate({ isStatic, onClose }: { isStatic: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const rotating = useMutation({
    mutationFn: rotateIssuer,
    onSuccess: (view) => {
      client.setQueryData(issuer.queryKey, view);
      onClose();
    },
  });
  return (
    <ConfirmModal
      title="Make the issuer's next key?"
      confirm="Make the key"
      busy={rotating.isPending}
      error={rotating.error}
      onCancel={onClose}
      onConfirm={() => { rotating.mutate(); }}
    >
      <Box>
        {isStatic
          ? "The key is made now. It signs a day after somebody has put the new files out and has said so on the server."
          : "The key is published now and signs in a day. Nothing has to be done in any account."}
      </Box>
    </ConfirmModal>
  );
}
