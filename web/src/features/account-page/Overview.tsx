import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { AccountView } from "../../api/types.ts";
import { usePermit } from "../../app/permit.ts";
import { kindText } from "../../ui/badges.tsx";
import { CopyValue } from "../../ui/CopyField.tsx";
import { EditableText } from "../../ui/EditableText.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { ProvenRole } from "../../ui/ProvenRole.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { useChange } from "../access/use-change.ts";

/** What is known about the account; name and home region can be changed where they stand. */
export function Overview({ account }: { account: AccountView }) {
  const rename = account.actions.find((action) => action.name === "rename");
  const name = useChange(account.account_id);
  const region = useChange(account.account_id);
  const may = { allowed: rename?.allowed ?? false, whyNot: rename?.why_not ?? null };
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: "Account id", value: <CopyValue label="account id" value={account.account_id} /> },
          {
            label: "Name",
            value: (
              <EditableText
                label="Name"
                field="name"
                value={account.name}
                {...may}
                error={name.error}
                onSave={(value) => name.mutateAsync({ name: value })}
              />
            ),
          },
          {
            label: "Home region",
            value: (
              <EditableText
                label="Home region"
                field="region"
                hint="Where the stack is. Another region opens API access anew."
                value={account.region}
                {...may}
                error={region.error}
                onSave={(value) => region.mutateAsync({ region: value })}
              />
            ),
          },
          { label: "Kind", value: <span data-testid="account-kind">{kindText(account.kind)}</span> },
          { label: "Payer", value: <Payer account={account} /> },
          { label: "Organization", value: <Organization id={account.organization_id} /> },
          { label: "Last check", value: <Timestamp at={account.last_check_at} /> },
        ]}
      />
      <Box padding={{ top: "m" }}>
        <Box variant="awsui-key-label">{hasDrifted(account) ? "Role that was proven, and no longer is" : "Proven role"}</Box>
        <ProvenRole account={account} />
      </Box>
    </Container>
  );
}

const Organization = ({ id }: { id: string | null }) => (id === null ? "–" : <CopyValue label="organization id" value={id} />);

/** Kept, so that the account's owner can be told which role it was. */
const hasDrifted = ({ status, steps }: AccountView) =>
  status !== "update_available" && steps.some(({ step, state }) => step === "api-access" && state === "drifted");

function Payer({ account }: { account: AccountView }) {
  const { payer, payer_registered, account_id, kind } = account;
  const mayRegister = usePermit().disabled !== true;
  if (kind === "payer" || payer === account_id) return <>This account</>;
  if (payer === null) return <>–</>;
  if (payer_registered) return <RouteLink to={`/accounts/${payer}`}>{payer}</RouteLink>;
  return <><CopyValue label="account id of the payer" value={payer} /> (not registered) {mayRegister && <RouteLink to={`/register?account_id=${payer}`}>Register</RouteLink>}</>;
}
