import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import { issuer } from "../../api/settings.ts";
import type { AccountView, Trust } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { TRUSTS } from "./trust.ts";
import { TrustField } from "./TrustField.tsx";
import { useChange } from "./use-change.ts";

/** Whom the account's role trusts; nothing to see where the server is no issuer and never was. */
export function TrustCard({ account }: { account: AccountView }) {
  const [changing, setChanging] = useState(false);
  const { data } = useQuery(issuer);
  if (account.trust === "role" && (data === undefined || data.issuer === null)) return null;
  const { label, description } = TRUSTS[account.trust];
  return (
    <Container
      data-testid="trust-card"
      header={
        <Header
          variant="h2"
          actions={
            <ActionButton
              actions={account.actions}
              name="rename"
              onAct={() => { setChanging(true); }}
              data-testid="change-trust"
            >
              Change trust
            </ActionButton>
          }
        >
          Whom the role trusts
        </Header>
      }
    >
      <Box variant="strong">{label}</Box>
      <Box color="text-body-secondary">{description}</Box>
      {changing && <TrustModal account={account} onClose={() => { setChanging(false); }} />}
    </Container>
  );
}

function TrustModal({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const [trust, setTrust] = useState<Trust>(account.trust);
  const notify = useNotify();
  const changing = useChange(account.account_id, (view) => {
    notify({
      type: "success",
      header: `The role is to trust: ${TRUSTS[view.trust].label}`,
      content: "Update the stack with the other template: see Steps, Instructions.",
    });
    onClose();
  });
  const failure = changing.error === null ? null : failureOf(changing.error);
  return (
    <FormModal
      title="Change whom the role trusts"
      submit="Change trust"
      busy={changing.isPending}
      onSubmit={() => {
        if (trust === account.trust) onClose();
        else changing.mutate({ trust });
      }}
      onCancel={onClose}
    >
      {bannerOf(failure, ["trust"]) !== null && <ProblemAlert error={changing.error} />}
      <Box>The role is updated from another template, and is not in use until a check has proven it anew.</Box>
      <TrustField trust={trust} onChange={setTrust} error={fieldError(failure, "trust")} />
    </FormModal>
  );
}
