import Box from "@cloudscape-design/components/box";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { linkedKey } from "../../api/organization.ts";
import { makeLinkedOwnerLink } from "../../api/owner-links.ts";
import type { MemberView, NewOwnerLinkView } from "../../api/types.ts";
import { LinkModal } from "../owner-links/LinkModal.tsx";
import { MadeLink } from "../owner-links/MadeLink.tsx";

/** Offered in the form; the server has the last word. */
const USUAL_DAYS = 7;
const MOST_DAYS = 30;

interface MemberLinkProps {
  payer: string;
  member: MemberView;
  onClose: () => void;
}

/** Registers an account of the organization by making a link for its owner. */
export function MemberLink({ payer, member, onClose }: MemberLinkProps) {
  const client = useQueryClient();
  const [made, setMade] = useState<NewOwnerLinkView | null>(null);
  const id = member.account_id;
  if (made !== null) return <MadeLink accountId={id} made={made} onClose={onClose} />;
  return (
    <LinkModal
      make={(days) => makeLinkedOwnerLink(payer, id, days)}
      about={
        <Box>
          Account <span className="lf-mono">{id}</span> is registered by this, if it is not yet, with the usual choices.
        </Box>
      }
      usual={USUAL_DAYS}
      most={MOST_DAYS}
      onClose={onClose}
      onMade={(link) => {
        setMade(link);
        void client.invalidateQueries({ queryKey: linkedKey(payer) });
      }}
    />
  );
}
