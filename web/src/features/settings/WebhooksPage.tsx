import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NewWebhookView } from "../../api/types.ts";
import { addWebhook, webhookKeys, webhooks } from "../../api/webhooks.ts";
import { usePage } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { settingsCrumbs } from "./crumbs.ts";
import { WEBHOOK_COLUMNS } from "./webhook-columns.tsx";
import { WebhookModal } from "./WebhookModal.tsx";
import { WebhookSecret } from "./WebhookSecret.tsx";

const CRUMBS = settingsCrumbs("Webhooks", "/settings/webhooks");

/** Who is told of changes. */
export function Component() {
  usePage("Webhooks", CRUMBS);
  const client = useQueryClient();
  const permit = usePermit();
  const { data, error, isPending, refetch } = useQuery(webhooks);
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<NewWebhookView | null>(null);
  return (
    <SpaceBetween size="s">
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Table
        data-testid="webhooks-table"
        variant="full-page"
        wrapLines
        header={
          <Header
            variant="h1"
            counter={`(${data?.items.length ?? 0})`}
            description="Landfast posts what the activity records to them, signed, and tries again for a day."
            actions={
              <Button variant="primary" {...permit} onClick={() => { setAdding(true); }} data-testid="add-webhook">
                Add a webhook
              </Button>
            }
          >
            Webhooks
          </Header>
        }
        items={data?.items ?? []}
        trackBy="webhook_id"
        loading={isPending}
        loadingText="Loading webhooks"
        empty={<EmptyState title="No webhooks">Add one to tell a chat or a program of every change.</EmptyState>}
        columnDefinitions={WEBHOOK_COLUMNS}
      />
      {adding && (
        <WebhookModal
          title="Add a webhook"
          submit="Add"
          kinds={data?.kinds ?? []}
          save={addWebhook}
          onClose={() => { setAdding(false); }}
          onSaved={(webhook) => {
            setAdding(false);
            setAdded(webhook);
            void client.invalidateQueries({ queryKey: webhookKeys.all });
          }}
        />
      )}
      {added !== null && <WebhookSecret made={added} onClose={() => { setAdded(null); }} />}
    </SpaceBetween>
  );
}
