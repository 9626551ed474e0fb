import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revokeToken, tokens } from "../../api/settings.ts";
import type { NewTokenView, TokenView } from "../../api/types.ts";
import { usePage } from "../../app/page.tsx";
import { usePermit } from "../../app/permit.ts";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { OnceSecret } from "../../ui/OnceSecret.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { settingsCrumbs } from "./crumbs.ts";
import { TokenModal } from "./TokenModal.tsx";
import { tokenColumns } from "./token-columns.tsx";

const CRUMBS = settingsCrumbs("API tokens", "/settings/tokens");

/** Tokens for the command line and for programs. */
export function Component() {
  usePage("API tokens", CRUMBS);
  const client = useQueryClient();
  const permit = usePermit();
  const { data, error, isPending, refetch } = useQuery(tokens);
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<NewTokenView | null>(null);
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  const again = () => void client.invalidateQueries({ queryKey: tokens.queryKey });
  const revocation = useMutation({
    mutationFn: (token: TokenView) => revokeToken(token.token_id),
    onSuccess: () => {
      setRevoking(null);
      again();
    },
  });
  const create = (
    <Button variant="primary" {...permit} onClick={() => { setCreating(true); }} data-testid="create-token">
      Create a token
    </Button>
  );
  return (
    <SpaceBetween size="s">
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Table
        data-testid="tokens-table"
        variant="full-page"
        header={
          <Header
            variant="h1"
            counter={`(${data?.items.length ?? 0})`}
            description="For the command line and for programs. Each belongs to this workspace, has a role and expires."
            actions={create}
          >
            API tokens
          </Header>
        }
        items={data?.items ?? []}
        trackBy="token_id"
        wrapLines
        loading={isPending}
        loadingText="Loading tokens"
        empty={<EmptyState title="No tokens">Create one to use the command line or the API.</EmptyState>}
        columnDefinitions={tokenColumns(permit, (token) => {
          revocation.reset();
          setRevoking(token);
        })}
      />
      {creating && (
        <TokenModal
          onClose={() => { setCreating(false); }}
          onCreated={(token) => {
            setCreating(false);
            setCreated(token);
            again();
          }}
        />
      )}
      {created !== null && (
        <OnceSecret
          title={`Token ${created.view.name}`}
          label="Token"
          secret={created.token}
          onClose={() => { setCreated(null); }}
        >
          Send it as <span className="lf-mono">Authorization: Bearer …</span>, or give it to the command line as{" "}
          <span className="lf-mono">LANDFAST_TOKEN</span>.
        </OnceSecret>
      )}
      {revoking !== null && (
        <ConfirmModal
          title={`Revoke ${revoking.name}?`}
          confirm="Revoke"
          busy={revocation.isPending}
          error={revocation.error}
          onCancel={() => { setRevoking(null); }}
          onConfirm={() => { revocation.mutate(revoking); }}
        >
          <Box>Whatever uses it is refused from now on. It cannot be given back.</Box>
        </ConfirmModal>
      )}
    </SpaceBetween>
  );
}
