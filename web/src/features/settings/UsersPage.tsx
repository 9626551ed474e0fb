import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeUserRole, removeUser, users } from "../../api/settings.ts";
import type { NewUserView, Role, UserView } from "../../api/types.ts";
import { usePage } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { OnceSecret } from "../../ui/OnceSecret.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { fullTime } from "../../ui/time.ts";
import { settingsCrumbs } from "./crumbs.ts";
import { InviteModal } from "./InviteModal.tsx";
import { userColumns } from "./user-columns.tsx";

const CRUMBS = settingsCrumbs("Users", "/settings/users");

/** The people of the workspace. */
export function Component() {
  usePage("Users", CRUMBS);
  const client = useQueryClient();
  const permit = usePermit();
  const { data, error, isPending, refetch } = useQuery(users);
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<NewUserView | null>(null);
  const [removing, setRemoving] = useState<UserView | null>(null);
  const again = () => void client.invalidateQueries({ queryKey: users.queryKey });
  const changing = useMutation({
    mutationFn: ({ user, role }: { user: UserView; role: Role }) => changeUserRole(user.user_id, role),
    onSettled: again,
  });
  const removal = useMutation({
    mutationFn: (user: UserView) => removeUser(user.user_id),
    onSuccess: () => {
      setRemoving(null);
      again();
    },
  });
  const items = data?.items ?? [];
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={changing.error ?? (data === undefined ? error : null)} onRetry={() => void refetch()} />
      <Table
        data-testid="users-table"
        variant="full-page"
        header={
          <Header
            variant="h1"
            counter={`(${items.length})`}
            description="People who can sign in to this workspace."
            actions={
              <Button variant="primary" {...permit} onClick={() => { setInviting(true); }} data-testid="invite">
                Invite somebody
              </Button>
            }
          >
            Users
          </Header>
        }
        items={items}
        trackBy="user_id"
        wrapLines
        loading={isPending}
        loadingText="Loading users"
        columnDefinitions={userColumns({
          permit,
          onRole: (user, role) => { changing.mutate({ user, role }); },
          onRemove: (user) => {
            removal.reset();
            setRemoving(user);
          },
        })}
      />
      {inviting && (
        <InviteModal
          onClose={() => { setInviting(false); }}
          onInvited={(invitation) => {
            setInviting(false);
            setInvited(invitation);
            again();
          }}
        />
      )}
      {invited !== null && <Invited invitation={invited} onClose={() => { setInvited(null); }} />}
      {removing !== null && (
        <ConfirmModal
          title={`Remove ${removing.email}?`}
          confirm="Remove"
          busy={removal.isPending}
          error={removal.error}
          onCancel={() => { setRemoving(null); }}
          onConfirm={() => { removal.mutate(removing); }}
        >
          <Box>They are signed out and cannot sign in to this workspace any more. What they did stays in the activity log.</Box>
        </ConfirmModal>
      )}
    </SpaceBetween>
  );
}

function Invited({ invitation, onClose }: { invitation: NewUserView; onClose: () => void }) {
  const { user, link, expires_at } = invitation;
  return (
    <OnceSecret
      title={`${user.email} is invited`}
      label="One-time link"
      secret={new URL(link, globalThis.location.origin).href}
      onClose={onClose}
    >
      Hand it to {user.email} by a way that you trust: whoever opens it first chooses the password. It works once, until{" "}
      {fullTime(expires_at)}.
    </OnceSecret>
  );
}
