import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { WebhookView } from "../../api/types.ts";
import { webhook } from "../../api/webhooks.ts";
import { Page } from "../../app/page.tsx";
import { LoadFailure } from "../../ui/LoadFailure.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { settingsCrumbs } from "./crumbs.ts";
import { Deliveries } from "./Deliveries.tsx";
import { destination, FORMATS, kindsText, WebhookBadge } from "./webhook-badges.tsx";
import { WebhookActions } from "./WebhookActions.tsx";

const TO_WEBHOOKS = { to: "/settings/webhooks", text: "Go to the webhooks" };

/** One webhook: how it stands, and what was sent to it. */
export function Component() {
  const { webhookId = "" } = useParams();
  const { data, error, refetch } = useQuery(webhook(webhookId));
  const title = data?.name ?? "Webhook";
  const crumbs = [...settingsCrumbs("Webhooks", "/settings/webhooks"), { text: title, href: `/settings/webhooks/${webhookId}` }];
  return (
    <Page
      title={title}
      crumbs={crumbs}
      header={
        <Header variant="h1" actions={data === undefined ? undefined : <WebhookActions webhook={data} />}>
          {title}
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the webhook" />}
      {data === undefined && error !== null && <LoadFailure error={error} onRetry={() => void refetch()} back={TO_WEBHOOKS} />}
      {data !== undefined && (
        <SpaceBetween size="l">
          <Overview webhook={data} />
          <Deliveries webhook={data} />
        </SpaceBetween>
      )}
    </Page>
  );
}

function Overview({ webhook }: { webhook: WebhookView }) {
  const since = webhook.failing_since;
  return (
    <Container header={<Header variant="h2">Webhook</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: "State", value: <WebhookBadge webhook={webhook} /> },
          { label: "To", value: destination(webhook) },
          { label: "Format", value: FORMATS[webhook.format].label },
          { label: "Events", value: kindsText(webhook.kinds) },
          { label: "Added", value: <><Timestamp at={webhook.created_at} /> by {webhook.created_by}</> },
          { label: "Failing since", value: since === null ? "–" : <Timestamp at={since} /> },
        ]}
      />
    </Container>
  );
}
