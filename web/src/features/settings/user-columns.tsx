import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import type { TableProps } from "@cloudscape-design/components/table";
import type { Role, UserView } from "../../api/types.ts";
import type { Permit } from "../../app/permit.ts";
import { ROLES, RoleSelect } from "../../ui/RoleSelect.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";

interface Handlers {
  permit: Permit;
  onRole: (user: UserView, role: Role) => void;
  onRemove: (user: UserView) => void;
}

export function userColumns({ permit, onRole, onRemove }: Handlers): TableProps.ColumnDefinition<UserView>[] {
  return [
    {
      id: "email",
      header: "E-mail",
      isRowHeader: true,
      minWidth: 190,
      cell: (user) => (
        <>
          <span className="lf-anywhere">{user.email}</span> {user.invited && <Badge color="grey">invited</Badge>}
        </>
      ),
    },
    {
      id: "role",
      header: "Role",
      minWidth: 180,
      // A choice that cannot be made is no choice: who may only look reads the role as a word.
      cell: (user) =>
        permit.disabled === true ? (
          <span data-testid={`role-of-${user.email}`}>{ROLES[user.role].label}</span>
        ) : (
          <RoleSelect
            role={user.role}
            ariaLabel={`Role of ${user.email}`}
            onChange={(role) => { onRole(user, role); }}
            data-testid={`role-of-${user.email}`}
          />
        ),
    },
    { id: "created", header: "Since", minWidth: 120, cell: (user) => <Timestamp at={user.created_at} /> },
    {
      id: "remove",
      header: "Action",
      minWidth: 100,
      cell: (user) => (
        <Button
          variant="inline-link"
          ariaLabel={`Remove ${user.email}`}
          {...permit}
          onClick={() => { onRemove(user); }}
          data-testid={`remove-${user.email}`}
        >
          Remove
        </Button>
      ),
    },
  ];
}
