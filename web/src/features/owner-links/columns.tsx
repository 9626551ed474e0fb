import type { TableProps } from "@cloudscape-design/components/table";
import type { OwnerLinkState, OwnerLinkView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Badge, type Look } from "../../ui/badges.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

/** A state that is added to the contract breaks the build here. */
const STATES: Record<OwnerLinkState, Look> = {
  works: { type: "success", text: "Works" },
  expired: { type: "stopped", text: "Expired" },
  revoked: { type: "stopped", text: "Revoked" },
};

export function linkColumns(onRevoke: (link: OwnerLinkView) => void): TableProps.ColumnDefinition<OwnerLinkView>[] {
  return [
    {
      id: "link",
      header: "Link",
      isRowHeader: true,
      minWidth: 160,
      cell: ({ link_id }) => <span className="lf-mono" data-testid={`owner-link-${link_id}`}>{link_id}</span>,
    },
    {
      id: "state",
      header: "State",
      minWidth: 130,
      cell: ({ state, revoked_by, revoked_at }) => (
        <>
          <Badge look={STATES[state]} />
          {revoked_by !== null && (
            <div className="lf-about">
              by {revoked_by}, <Timestamp at={revoked_at} />
            </div>
          )}
        </>
      ),
    },
    {
      id: "made",
      header: "Made",
      minWidth: 150,
      cell: ({ made_by, made_at }) => (
        <>
          {made_by}
          <div className="lf-about">
            <Timestamp at={made_at} />
          </div>
        </>
      ),
    },
    { id: "expires", header: "Expires", minWidth: 120, cell: ({ expires_at }) => <Timestamp at={expires_at} /> },
    {
      id: "used",
      header: "Last used",
      minWidth: 120,
      cell: ({ last_used_at: at }) => (at === null ? "Never" : <Timestamp at={at} />),
    },
    {
      id: "revoke",
      header: "Action",
      minWidth: 110,
      cell: (link) => (
        <ActionButton
          actions={link.actions}
          name="revoke"
          variant="inline-link"
          ariaLabel={`Revoke ${link.link_id}`}
          onAct={() => { onRevoke(link); }}
          data-testid={`revoke-${link.link_id}`}
        >
          Revoke
        </ActionButton>
      ),
    },
  ];
}
