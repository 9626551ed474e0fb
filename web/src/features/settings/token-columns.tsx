import Button from "@cloudscape-design/components/button";
import type { TableProps } from "@cloudscape-design/components/table";
import type { TokenView } from "../../api/types.ts";
import type { Permit } from "../../app/permit.ts";
import { ROLES } from "../../ui/RoleSelect.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

export function tokenColumns(permit: Permit, onRevoke: (token: TokenView) => void): TableProps.ColumnDefinition<TokenView>[] {
  return [
    { id: "name", header: "Name", isRowHeader: true, minWidth: 150, cell: (token) => <span className="lf-anywhere">{token.name}</span> },
    { id: "role", header: "Role", minWidth: 100, cell: (token) => ROLES[token.role].label },
    { id: "by", header: "Created by", minWidth: 150, cell: (token) => <span className="lf-anywhere">{token.created_by}</span> },
    { id: "created", header: "Created", minWidth: 120, cell: (token) => <Timestamp at={token.created_at} /> },
    { id: "expires", header: "Expires", minWidth: 110, cell: (token) => <Timestamp at={token.expires_at} /> },
    {
      id: "used",
      header: "Last used",
      minWidth: 120,
      cell: ({ last_used_at: at }) => (at === null ? "Never" : <Timestamp at={at} />),
    },
    {
      id: "revoke",
      header: "Action",
      cell: (token) => (
        <Button
          variant="inline-link"
          ariaLabel={`Revoke ${token.name}`}
          {...permit}
          onClick={() => { onRevoke(token); }}
          data-testid={`revoke-${token.name}`}
        >
          Revoke
        </Button>
      ),
    },
  ];
}
