import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView } from "../../api/types.ts";
import { usePermit } from "../../app/permit.ts";
import { kindText } from "../../ui/badges.tsx";
import { CopyValue } from "../../ui/CopyField.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { ProvenRole } from "../../ui/ProvenRole.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { KindExplained } from "./KindExplained.tsx";
import { NextSteps } from "./NextSteps.tsx";

/** Step 4: what was found out about the account, and what comes after. */
export function ConfirmStep({ account }: { account: AccountView }) {
  const { account_id, name, region, kind, organization_id, last_check_at } = account;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">The account</Header>}>
        <KeyValuePairs
          columns={3}
          data-testid="register-summary"
          items={[
            { label: "Account id", value: <CopyValue label="account id" value={account_id} /> },
            { label: "Name", value: <span className="lf-anywhere">{name}</span> },
            { label: "Home region", value: region },
            { label: "Kind", value: <span data-testid="account-kind">{kindText(kind)}</span> },
            { label: "Payer", value: <Payer account={account} /> },
            { label: "Organization", value: organization_id === null ? "–" : <CopyValue label="organization id" value={organization_id} /> },
            { label: "Last check", value: <Timestamp at={last_check_at} /> },
          ]}
        />
        <Box padding={{ top: "m" }}>
          <Box variant="awsui-key-label">Proven role</Box>
          <ProvenRole account={account} />
        </Box>
      </Container>
      <KindExplained account={account} />
      <NextSteps account={account} />
    </SpaceBetween>
  );
}

function Payer({ account }: { account: AccountView }) {
  const mayRegister = usePermit().disabled !== true;
  const { payer, kind, account_id } = account;
  if (kind === "payer" || payer === account_id) return <>This account</>;
  if (payer === null) return <>–</>;
  if (account.payer_registered) return <RouteLink to={`/accounts/${payer}`}>{payer}</RouteLink>;
  return <><CopyValue label="account id of the payer" value={payer} />, not registered. {mayRegister && <RouteLink to={`/register?account_id=${payer}`}>Register it</RouteLink>}</>;
}
