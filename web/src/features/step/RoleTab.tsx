import Box from "@cloudscape-design/components/box";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { bannerOf, fieldError } from "../../api/problem.ts";
import type { Instructions, StepView, TokenTrustView } from "../../api/types.ts";
import { ActionButton, isAllowed } from "../../ui/ActionButton.tsx";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { useForOwner } from "./audience.ts";
import type { StepActions } from "./use-step-actions.ts";

interface RoleTabProps {
  accountId: string;
  step: StepView;
  instructions: Instructions;
  actions: StepActions;
}

/** A role that the customer made: what its trust policy must demand, and a field for its ARN. */
export function RoleTab({ accountId, step, instructions, actions: { role, check } }: RoleTabProps) {
  const [arn, setArn] = useState("");
  const failure = role.error === null ? null : failureOf(role.error);
  // Enter in the field comes here too, past the button that would be disabled.
  const submit = () => {
    if (role.isPending || !isAllowed(step.actions, "set_role")) return;
    role.mutate(arn.trim(), { onSuccess: () => { check.mutate("person"); } });
  };
  return (
    <SpaceBetween size="l">
      {instructions.token_trust === null ? (
        <ByExternalId accountId={accountId} instructions={instructions} />
      ) : (
        <ByToken accountId={accountId} trust={instructions.token_trust} />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SpaceBetween size="s">
          {bannerOf(failure, ["role_arn"]) !== null && <ProblemAlert error={role.error} />}
          <Form
            actions={
              <ActionButton
                actions={step.actions}
                name="set_role"
                busy={role.isPending}
                onAct={submit}
                formAction="none"
              >
                Use this role and check it
              </ActionButton>
            }
          >
            <FormField
              label="Role ARN"
              constraintText={`Looks like ${example(instructions.role_arn)}`}
              errorText={fieldError(failure, "role_arn")}
              stretch
            >
              <Input
                value={arn}
                onChange={({ detail }) => { setArn(detail.value); }}
                spellcheck={false}
                autoComplete={false}
                data-testid="role-arn"
              />
            </FormField>
          </Form>
        </SpaceBetween>
      </form>
    </SpaceBetween>
  );
}

/** Where everything stands that the role must allow. */
function PermissionsListed() {
  if (useForOwner()) return <>What it must allow is listed above, under What is granted.</>;
  return (
    <>
      <RouteLink to="/settings/permissions">Permissions</RouteLink> lists what it must allow and why.
    </>
  );
}

/** What a role must demand that trusts the server's AWS identity. */
function ByExternalId({ accountId, instructions }: { accountId: string; instructions: Instructions }) {
  const principal = instructions.parameters.find((parameter) => parameter.name === "Principal");
  return (
    <>
      <Box>
        The role must be in account <strong className="lf-mono">{accountId}</strong> and let in Landfast&apos;s role only, by{" "}
        <span className="lf-mono">sts:AssumeRole</span>, with a condition <span className="lf-mono">StringEquals</span> on{" "}
        <span className="lf-mono">sts:ExternalId</span>. <PermissionsListed />{" "}
        Landfast&apos;s own policy usually lets it use roles on the path{" "}
        <span className="lf-mono">/landfast/</span> only. Nothing is kept until the check has seen it refuse everybody else.
      </Box>
      <div className="lf-fields">
        {principal !== undefined && <CopyField label="Principal to trust" value={principal.value} />}
        <CopyField label="External id to demand" value={instructions.external_id_in_trust} data-testid="role-external-id" />
      </div>
    </>
  );
}

/** What a role must demand that trusts the server's issuer. */
function ByToken({ accountId, trust }: { accountId: string; trust: TokenTrustView }) {
  return (
    <>
      <Box>
        Account <strong className="lf-mono">{accountId}</strong> needs an OIDC provider with the address{" "}
        <span className="lf-mono">{trust.issuer}</span> and the audience <span className="lf-mono">{trust.audience}</span>, and
        the role exactly this trust policy, with both conditions.{" "}
        <PermissionsListed /> Nothing is kept until
        the check has seen it refuse everybody else.
      </Box>
      <CodeBox label="trust policy" code={trust.policy} data-testid="role-trust-policy" />
    </>
  );
}

/** The expected ARN with another role name: right partition, account and path, not to be pasted as it is. */
function example(expected: string): string {
  return expected.replace(/[^/]+$/, "your-role");
}
