import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { NewWebhookView, WebhookView } from "../../api/types.ts";
import { editWebhook, removeWebhook, replaceSecret, webhookKeys, webhooks } from "../../api/webhooks.ts";
import { useNotify } from "../../app/notifications.tsx";
import { usePermit } from "../../app/permit.ts";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { WebhookModal } from "./WebhookModal.tsx";
import { WebhookSecret } from "./WebhookSecret.tsx";

type Asked = "edit" | "secret" | "remove" | null;

/** What can be done with a webhook. */
export function WebhookActions({ webhook }: { webhook: WebhookView }) {
  const id = webhook.webhook_id;
  const [asked, setAsked] = useState<Asked>(null);
  const [made, setMade] = useState<NewWebhookView | null>(null);
  const permit = usePermit();
  const notify = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  const kinds = useQuery(webhooks).data?.kinds ?? [];
  const on = webhook.state === "enabled";
  const changed = () => {
    setAsked(null);
    void client.invalidateQueries({ queryKey: webhookKeys.all });
  };
  const switching = useMutation({
    mutationFn: () => editWebhook(id, { enabled: !on }),
    onSuccess: changed,
    onError: () => { notify({ type: "error", header: `${webhook.name} could not be turned ${on ? "off" : "on"}` }); },
  });
  const replacing = useMutation({
    mutationFn: () => replaceSecret(id),
    onSuccess: (secret) => {
      changed();
      setMade(secret);
    },
  });
  const removing = useMutation({
    mutationFn: () => removeWebhook(id),
    onSuccess: () => {
      notify({ type: "success", header: `${webhook.name} is removed` });
      client.removeQueries({ queryKey: webhookKeys.one(id) });
      void client.invalidateQueries({ queryKey: webhookKeys.all, exact: true });
      void navigate("/settings/webhooks");
    },
  });
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button {...permit} onClick={() => { setAsked("edit"); }} data-testid="edit-webhook">Edit</Button>
        <Button {...permit} loading={switching.isPending} onClick={() => { switching.mutate(); }} data-testid="switch-webhook">
          {on ? "Turn off" : "Turn on"}
        </Button>
        <Button {...permit} onClick={() => { setAsked("secret"); }} data-testid="replace-secret">Replace the secret</Button>
        <Button {...permit} onClick={() => { setAsked("remove"); }} data-testid="remove-webhook">Remove</Button>
      </SpaceBetween>
      {asked === "edit" && (
        <WebhookModal
          title={`Edit ${webhook.name}`}
          submit="Save"
          webhook={webhook}
          kinds={kinds}
          save={({ url, ...rest }) => editWebhook(id, url === "" ? rest : { ...rest, url })}
          onClose={() => { setAsked(null); }}
          onSaved={changed}
        />
      )}
      {asked === "secret" && (
        <ConfirmModal
          title="Replace the signing secret?"
          confirm="Replace"
          busy={replacing.isPending}
          error={replacing.error}
          onCancel={() => { setAsked(null); }}
          onConfirm={() => { replacing.mutate(); }}
        >
          <Box>The old one signs nothing from now on. A receiver that still has it refuses what it gets; Landfast tries that again for a day.</Box>
        </ConfirmModal>
      )}
      {asked === "remove" && (
        <ConfirmModal
          title={`Remove ${webhook.name}?`}
          confirm="Remove"
          busy={removing.isPending}
          error={removing.error}
          onCancel={() => { setAsked(null); }}
          onConfirm={() => { removing.mutate(); }}
        >
          <Box>Its URL, its secret and everything that is on its way to it are forgotten.</Box>
        </ConfirmModal>
      )}
      {made !== null && <WebhookSecret made={made} onClose={() => { setMade(null); }} />}
    </>
  );
}
