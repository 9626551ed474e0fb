import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { accessKey, methods } from "../../api/keys.ts";
import type { AccessKeyView, Method, MethodView } from "../../api/types.ts";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { KeyForm } from "./KeyForm.tsx";
import { KeyCard } from "./KeyCard.tsx";
import { KeyRotation } from "./KeyRotation.tsx";

interface KeysTabProps {
  accountId: string;
  /** The account's own method: a key is taken of accounts that use this one. */
  method: Method;
}

/** Access by a long-lived key: off unless an operator turned it on, and what to rather do. */
export function KeysTab({ accountId, method }: KeysTabProps) {
  const { data, error, refetch } = useQuery(methods);
  if (data === undefined) {
    return error === null ? <Loading what="the method" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const state = data.items.find((item) => item.method === "access_keys");
  const isUsed = method === "access_keys";
  return (
    <SpaceBetween size="l">
      {state?.enabled === false && <Off inUse={isUsed} />}
      {state !== undefined && <Reasons state={state} />}
      {state?.enabled === true && !isUsed && (
        <Box>
          To use a key for this account, change its method under{" "}
          <RouteLink to={`/accounts/${accountId}?tab=access`}>Access</RouteLink>.
        </Box>
      )}
      {isUsed && <Key accountId={accountId} />}
    </SpaceBetween>
  );
}

function Off({ inUse }: { inUse: boolean }) {
  return (
    <Alert type="warning" header="Access keys are turned off in this workspace" data-testid="keys-off">
      An operator can turn them on in <RouteLink to="/settings/methods">Settings, Methods</RouteLink>.
      {inUse && " The key of this account stays in use; no new one is taken."}
    </Alert>
  );
}

function Reasons({ state }: { state: MethodView }) {
  return (
    <div data-testid="why-roles">
      <Box variant="awsui-key-label">Why a role is better</Box>
      <ul className="lf-plain-list">
        {state.why_roles_are_better.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}

function Key({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery(accessKey(accountId));
  if (data === undefined) {
    return error === null ? <Loading what="the key" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return <Known accountId={accountId} view={data} />;
}

function Known({ accountId, view }: { accountId: string; view: AccessKeyView }) {
  const { current, candidate, rotation, policy } = view;
  return (
    <SpaceBetween size="l">
      {current !== null && <KeyCard title="Key in use" name="current" view={current} />}
      {candidate !== null && <KeyCard title="Key under test" name="candidate" view={candidate} />}
      {(current !== null || rotation !== null) && <KeyRotation accountId={accountId} view={view} />}
      <SpaceBetween size="s">
        <Box>
          Make an IAM user without console access in account <strong className="lf-mono">{accountId}</strong>, give it this
          policy and nothing else, and create an access key for it. The last statement is for rotation only.
        </Box>
        <CodeBox label="policy of the user" code={policy} data-testid="key-policy" />
      </SpaceBetween>
      <KeyForm accountId={accountId} actions={view.actions} />
    </SpaceBetween>
  );
}
