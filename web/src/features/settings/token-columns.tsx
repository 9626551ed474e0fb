import Button from "@cloudscape-design/components/button";
import type { TableProps } from "@cloudscape-design/components/table";
import type { TokenView } from "../../api/types.ts";
import type { Permit } from "../../app/permit.ts";
import { ROLES } from "../../ui/RoleSelect.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

export function tokenColumns(permit: Permit, onRevoke: (token: TokenView) => void): TableProps.ColumnDefinition<TokenView>[] {
  return [
    { id: "name", header: "Name", isRowHeader: true, cell: (token) => token.name },
    { id: "role", header: "Role", cell: (token) => ROLES[token.role].label },
    { id: "by", header: "Created by", cell: (token) => token.created_by },
    { id: "created", header: "Created", cell: (token) => <Timestamp at={token.created_at} /> },
    { id: "expires", header: "Expires", cell: (token) => <Timestamp at={token.expires_at} /> },
    {
      id: "used",
      header: "Last used",
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
