import Button from "@cloudscape-design/components/button";
import type { TableProps } from "@cloudscape-design/components/table";
import type { DeliveryView, WebhookView } from "../../api/types.ts";
import type { Permit } from "../../app/permit.ts";
import { RouteLink } from "../../ui/Links.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { DeliveryBadge, destination, FORMATS, kindsText, WebhookBadge } from "./webhook-badges.tsx";

export const WEBHOOK_COLUMNS: TableProps.ColumnDefinition<WebhookView>[] = [
  {
    id: "name",
    header: "Name",
    isRowHeader: true,
    minWidth: 150,
    cell: (webhook) => (
      <span className="lf-anywhere">
        <RouteLink to={`/settings/webhooks/${webhook.webhook_id}`}>{webhook.name}</RouteLink>
      </span>
    ),
  },
  { id: "to", header: "To", minWidth: 180, cell: (webhook) => <span className="lf-anywhere">{destination(webhook)}</span> },
  { id: "format", header: "Format", cell: (webhook) => FORMATS[webhook.format].label },
  { id: "kinds", header: "Events", cell: (webhook) => kindsText(webhook.kinds) },
  { id: "state", header: "State", minWidth: 130, cell: (webhook) => <WebhookBadge webhook={webhook} /> },
  { id: "by", header: "Added by", minWidth: 150, cell: (webhook) => <span className="lf-anywhere">{webhook.created_by}</span> },
];

export function deliveryColumns(
  permit: Permit,
  busy: (delivery: DeliveryView) => boolean,
  onAgain: (delivery: DeliveryView) => void,
): TableProps.ColumnDefinition<DeliveryView>[] {
  return [
    { id: "at", header: "Event at", isRowHeader: true, cell: (delivery) => <Timestamp at={delivery.created_at} /> },
    { id: "kind", header: "Event", cell: (delivery) => delivery.kind },
    { id: "summary", header: "What happened", minWidth: 220, cell: (delivery) => <span className="lf-anywhere">{delivery.summary}</span> },
    { id: "state", header: "State", cell: (delivery) => <DeliveryBadge state={delivery.state} /> },
    { id: "tries", header: "Tries", cell: (delivery) => delivery.tries },
    { id: "last", header: "Last answer", minWidth: 200, cell: lastAnswer },
    { id: "next", header: "Next try", cell: ({ next_at: at }) => (at === null ? "–" : <Timestamp at={at} />) },
    {
      id: "again",
      header: "Action",
      cell: (delivery) => (
        <Button
          variant="inline-link"
          ariaLabel={`Send ${delivery.kind} again`}
          {...permit}
          loading={busy(delivery)}
          onClick={() => { onAgain(delivery); }}
          data-testid={`redeliver-${delivery.delivery_id}`}
        >
          Send again
        </Button>
      ),
    },
  ];
}

const lastAnswer = ({ last_error, last_status }: DeliveryView) =>
  last_error ?? (last_status === null ? "–" : String(last_status));
