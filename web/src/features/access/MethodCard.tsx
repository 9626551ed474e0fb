import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Tiles from "@cloudscape-design/components/tiles";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import type { AccountView, Method } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { FormModal } from "../../ui/FormModal.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { METHODS, useMethodTiles } from "./methods.ts";
import { OffMethods } from "./OffMethods.tsx";
import { useChange } from "./use-change.ts";

/** How the role comes into the account; another way needs no new registration. */
export function MethodCard({ account }: { account: AccountView }) {
  const [changing, setChanging] = useState(false);
  const { label, description } = METHODS[account.method];
  return (
    <Container
      data-testid="method"
      header={
        <Header
          variant="h2"
          actions={
            <ActionButton
              actions={account.actions}
              name="rename"
              onAct={() => { setChanging(true); }}
              data-testid="change-method"
            >
              Change method
            </ActionButton>
          }
        >
          Method
        </Header>
      }
    >
      <Box variant="strong">{label}</Box>
      <Box color="text-body-secondary">{description}</Box>
      {changing && <MethodModal account={account} onClose={() => { setChanging(false); }} />}
    </Container>
  );
}

function MethodModal({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const [method, setMethod] = useState<Method>(account.method);
  const tiles = useMethodTiles();
  const notify = useNotify();
  const changing = useChange(account.account_id, (view) => {
    notify({
      type: "success",
      header: `The method is ${METHODS[view.method].label}`,
      content: "What to do is under Steps, Instructions.",
    });
    onClose();
  });
  const failure = changing.error === null ? null : failureOf(changing.error);
  return (
    <FormModal
      title="Change the method"
      submit="Change method"
      busy={changing.isPending}
      onSubmit={() => {
        if (method === account.method) onClose();
        else changing.mutate({ method });
      }}
      onCancel={onClose}
    >
      {bannerOf(failure, ["method"]) !== null && <ProblemAlert error={changing.error} />}
      <Box>
        The account stays registered, and the role that was proven stays in use until what the new method brings is proven.
      </Box>
      <FormField label="Method" errorText={fieldError(failure, "method")} stretch>
        <Tiles
          ariaLabel="Method"
          value={method}
          columns={1}
          items={tiles}
          onChange={({ detail }) => { setMethod(detail.value as Method); }}
          data-testid="method-tiles"
        />
      </FormField>
      <OffMethods />
    </FormModal>
  );
}
