import type { NewWebhookView } from "../../api/types.ts";
import { OnceSecret } from "../../ui/OnceSecret.tsx";

/** The signing secret that was just made. */
export function WebhookSecret({ made, onClose }: { made: NewWebhookView; onClose: () => void }) {
  return (
    <OnceSecret
      title={`Signing secret of ${made.view.name}`}
      label="Signing secret"
      secret={made.secret}
      kept="Landfast keeps it sealed, to sign with."
      onClose={onClose}
    >
      By it the receiver knows that a message is from this server: the signatures follow Standard Webhooks. Chats such
      as Slack do not look at it.
    </OnceSecret>
  );
}
