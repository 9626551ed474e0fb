import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { externalId } from "../../api/access.ts";
import type { AccountView, ExternalIdView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Rotation } from "./Rotation.tsx";
import { useRotation } from "./use-rotation.ts";

/** The account's external id, and its rotation. */
export function ExternalId({ account }: { account: AccountView }) {
  const { data, error, refetch } = useQuery(externalId(account.account_id));
  return (
    <Container
      data-testid="external-id"
      header={
        <Header variant="h2" description="The value that the role demands of Landfast. No secret, and of no use to anybody else.">
          External id
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the external id" />}
      {data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined &&
        (data.rotation === null ? (
          <Resting accountId={account.account_id} view={data} />
        ) : (
          <Rotation accountId={account.account_id} view={data} rotation={data.rotation} />
        ))}
    </Container>
  );
}

function Resting({ accountId, view }: { accountId: string; view: ExternalIdView }) {
  const [asking, setAsking] = useState(false);
  const { begin } = useRotation(accountId);
  return (
    <SpaceBetween size="m">
      <div className="lf-fields">
        <CopyField label="ExternalId" value={view.external_id} about="The parameter of the stack." data-testid="external-id-now" />
        <CopyField label="In the trust policy" value={view.in_trust_policy} about="The template adds the account id." />
      </div>
      <ActionButton actions={view.actions} name="rotate" onAct={() => { setAsking(true); }}>
        Rotate
      </ActionButton>
      {asking && (
        <ConfirmModal
          title="Rotate the external id?"
          confirm="Make the new id"
          busy={begin.isPending}
          error={begin.error}
          onCancel={() => { setAsking(false); }}
          onConfirm={() => { begin.mutate(); }}
        >
          <Box>
            A new external id is made. From then on both are known, and the account stays connected. Update the stack or the
            role with the new one at your own time; once the role answers to the new id only, you give the old one up.
          </Box>
        </ConfirmModal>
      )}
    </SpaceBetween>
  );
}
