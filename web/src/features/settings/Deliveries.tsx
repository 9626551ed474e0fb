import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { DeliveryView, WebhookView } from "../../api/types.ts";
import { deliveries, redeliver, testWebhook, webhookKeys } from "../../api/webhooks.ts";
import { usePermit } from "../../app/permit.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { deliveryColumns } from "./webhook-columns.tsx";

const OFF = { disabled: true, disabledReason: "The webhook is off: nothing is sent to it. Turn it on first." } as const;

/** What was sent to a webhook in the last two weeks, and what is on its way. */
export function Deliveries({ webhook }: { webhook: WebhookView }) {
  const id = webhook.webhook_id;
  const query = useInfiniteQuery(deliveries(id));
  const client = useQueryClient();
  const reader = usePermit();
  const permit = reader.disabled === undefined && webhook.state !== "enabled" ? OFF : reader;
  const onSuccess = () => void client.invalidateQueries({ queryKey: webhookKeys.one(id) });
  const testing = useMutation({ mutationFn: () => testWebhook(id), onSuccess });
  const again = useMutation({ mutationFn: (delivery: DeliveryView) => redeliver(id, delivery.delivery_id), onSuccess });
  const loading = query.data === undefined ? query.error : null;
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={testing.error ?? again.error ?? loading} onRetry={() => void query.refetch()} />
      <Table
        data-testid="deliveries-table"
        wrapLines
        header={
          <Header
            variant="h2"
            description="Of the last 14 days, newest first. An event keeps its id however often it is sent."
            actions={
              <Button {...permit} loading={testing.isPending} onClick={() => { testing.mutate(); }} data-testid="test-webhook">
                Send a test event
              </Button>
            }
          >
            Deliveries
          </Header>
        }
        items={query.data?.pages.flatMap((page) => page.items) ?? []}
        trackBy="delivery_id"
        loading={query.isPending}
        loadingText="Loading deliveries"
        empty={<EmptyState title="Nothing was sent yet">Send a test event to see whether the receiver answers.</EmptyState>}
        columnDefinitions={deliveryColumns(
          permit,
          (delivery) => again.isPending && again.variables.delivery_id === delivery.delivery_id,
          (delivery) => { again.mutate(delivery); },
        )}
        footer={<MoreButton query={query} />}
      />
    </SpaceBetween>
  );
}
