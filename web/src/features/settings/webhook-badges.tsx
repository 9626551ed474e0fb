import type { DeliveryState, WebhookFormat, WebhookState, WebhookView } from "../../api/types.ts";
import { Badge, type Look } from "../../ui/badges.tsx";

// Records over the closed sets of the contract: a value that is added there breaks the build here.
const STATES: Record<WebhookState, Look> = {
  enabled: { type: "success", text: "On" },
  disabled: { type: "stopped", text: "Off" },
  gone: { type: "error", text: "Stopped: answered 410" },
  failing: { type: "error", text: "Stopped: failed for five days" },
};

const DELIVERIES: Record<DeliveryState, Look> = {
  waiting: { type: "pending", text: "Waiting" },
  delivered: { type: "success", text: "Delivered" },
  failed: { type: "error", text: "Given up" },
};

export const FORMATS: Record<WebhookFormat, { label: string; description: string }> = {
  landfast: { label: "JSON", description: "Every field of the event, for programs." },
  slack: { label: "Slack", description: "One line of text, for Slack and chats that take the same." },
};

const FAILING: Look = { type: "warning", text: "On, failing" };

export const WebhookBadge = ({ webhook }: { webhook: WebhookView }) => (
  <Badge look={webhook.state === "enabled" && webhook.failing_since !== null ? FAILING : STATES[webhook.state]} />
);
export const DeliveryBadge = ({ state }: { state: DeliveryState }) => <Badge look={DELIVERIES[state]} />;

/** What of a URL may be shown. */
export const destination = ({ origin, url_end }: WebhookView) => (url_end === "" ? origin : `${origin}/…${url_end}`);

export const kindsText = (kinds: readonly string[]) => (kinds.length === 0 ? "Everything" : kinds.join(", "));
