import type { NewOwnerLinkView } from "../../api/types.ts";
import { OnceSecret } from "../../ui/OnceSecret.tsx";
import { fullTime } from "../../ui/time.ts";

interface MadeLinkProps {
  accountId: string;
  made: NewOwnerLinkView;
  onClose: () => void;
}

/** The link that was just made, shown once. */
export function MadeLink({ accountId, made, onClose }: MadeLinkProps) {
  return (
    <OnceSecret
      title="The link is made"
      label="Link"
      secret={new URL(made.link, globalThis.location.origin).href}
      onClose={onClose}
    >
      Give it to the owner of account {accountId}, by a way that you trust: whoever has it sees what is asked of the
      account. It works until {fullTime(made.view.expires_at)}.
    </OnceSecret>
  );
}
