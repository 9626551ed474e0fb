import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountKeys } from "../../api/accounts.ts";
import { makeOwnerLink, ownerLinks, revokeOwnerLink } from "../../api/owner-links.ts";
import type { NewOwnerLinkView, OwnerLinkView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { linkColumns } from "./columns.tsx";
import { LinkModal } from "./LinkModal.tsx";
import { MadeLink } from "./MadeLink.tsx";

/** Links by which somebody who is not in the workspace sets this one account up. */
export function OwnerLinks({ accountId }: { accountId: string }) {
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useQuery(ownerLinks(accountId));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewOwnerLinkView | null>(null);
  const [revoking, setRevoking] = useState<OwnerLinkView | null>(null);
  const again = () => void client.invalidateQueries({ queryKey: accountKeys.ownerLinks(accountId) });
  const revocation = useMutation({
    mutationFn: (link: OwnerLinkView) => revokeOwnerLink(accountId, link.link_id),
    onSuccess: () => {
      setRevoking(null);
      again();
    },
  });
  return (
    <>
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Table
        data-testid="owner-links"
        wrapLines
        header={
          <Header
            variant="h2"
            counter={`(${data?.items.length ?? 0})`}
            description="For somebody who has the AWS account and no sign-in here. A link opens this account's steps and nothing else."
            actions={
              <ActionButton
                actions={data?.actions ?? []}
                name="make"
                onAct={() => { setMaking(true); }}
                data-testid="make-owner-link"
              >
                Make a link
              </ActionButton>
            }
          >
            Links for the account&apos;s owner
          </Header>
        }
        items={data?.items ?? []}
        trackBy="link_id"
        loading={isPending}
        loadingText="Loading the links"
        columnDefinitions={linkColumns((link) => {
          revocation.reset();
          setRevoking(link);
        })}
        empty={<EmptyState title="No links">Nobody was given a link to this account.</EmptyState>}
      />
      {making && data !== undefined && (
        <LinkModal
          make={(days) => makeOwnerLink(accountId, days)}
          usual={data.usual_days}
          most={data.most_days}
          onClose={() => { setMaking(false); }}
          onMade={(link) => {
            setMaking(false);
            setMade(link);
            again();
          }}
        />
      )}
      {made !== null && (
        <MadeLink accountId={accountId} made={made} onClose={() => { setMade(null); }} />
      )}
      {revoking !== null && (
        <ConfirmModal
          title="Revoke this link?"
          confirm="Revoke the link"
          busy={revocation.isPending}
          error={revocation.error}
          onCancel={() => { setRevoking(null); }}
          onConfirm={() => { revocation.mutate(revoking); }}
        >
          <Box>
            The link opens nothing any more, at once and for good. What its holder has set up in AWS stays as it is.
          </Box>
        </ConfirmModal>
      )}
    </>
  );
}
