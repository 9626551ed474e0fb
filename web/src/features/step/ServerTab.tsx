import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { RouteLink } from "../../ui/Links.tsx";

interface ServerTabProps {
  accountId: string;
  policy: string;
}

/** The account that the server runs in, without a role in between: what the server's own role must be allowed. */
export function ServerTab({ accountId, policy }: ServerTabProps) {
  return (
    <SpaceBetween size="s">
      <Box>
        Landfast must run in account <strong className="lf-mono">{accountId}</strong>, as a role or a user that has this
        policy. <RouteLink to="/settings/identity">Settings, Identity</RouteLink> tells as whom it runs. Then choose Check now.
      </Box>
      <CodeBox label="policy of the server's role" code={policy} data-testid="server-policy" />
    </SpaceBetween>
  );
}
