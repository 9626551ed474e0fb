import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Instructions } from "../../api/types.ts";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { Deployments } from "../access/Deployments.tsx";
import { NotReady } from "./NotReady.tsx";

interface TerraformTabProps {
  accountId: string;
  instructions: Instructions;
}

/** The module's call for somebody without an API token: every value is in it. */
export function TerraformByHandTab({ accountId, code }: { accountId: string; code: string }) {
  return (
    <ol className="lf-steps">
      <li>
        <SpaceBetween size="xs">
          <span>Put the module into your configuration. Every value is in it, and none is secret:</span>
          <CodeBox label="Terraform configuration" code={code} data-testid="command-terraform-by-hand" />
        </SpaceBetween>
      </li>
      <li>
        Run <span className="lf-mono">terraform init</span> and <span className="lf-mono">terraform apply</span>, signed in to
        account <strong className="lf-mono">{accountId}</strong>. Come back here afterwards: the page notices by itself.
      </li>
    </ol>
  );
}

/** The same role by the Terraform module, and how far each deployment of it is. */
export function TerraformTab({ accountId, instructions }: TerraformTabProps) {
  const { terraform, terraform_by_hand: byHand } = instructions.commands;
  return (
    <SpaceBetween size="l">
      <ol className="lf-steps">
        <li>
          Create an operator&apos;s <RouteLink to="/settings/tokens">API token</RouteLink> and put it into the environment
          variable <span className="lf-mono">TF_HTTP_PASSWORD</span> of the shell that runs Terraform. It goes into no plan and
          no state.
        </li>
        <li>
          {terraform === null ? (
            <>
              Use the module <span className="lf-mono">deploy/terraform</span> of Landfast with{" "}
              <span className="lf-mono">landfast_url = &quot;{globalThis.location.origin}&quot;</span>.
            </>
          ) : (
            <SpaceBetween size="xs">
              <span>Put the module into your configuration:</span>
              <CodeBox label="Terraform configuration" code={terraform} data-testid="command-terraform" />
            </SpaceBetween>
          )}
        </li>
        <li>
          Run <span className="lf-mono">terraform init</span> and <span className="lf-mono">terraform apply</span>, signed in to
          account <strong className="lf-mono">{accountId}</strong>. The module tells Landfast when the role is made, and the role
          is checked at once.
        </li>
      </ol>
      <Deployments accountId={accountId} />
      <ExpandableSection headerText="Where Terraform cannot reach Landfast" headingTagOverride="h3">
        <SpaceBetween size="s">
          <Box>Give the module its values by hand, and check here when it is applied.</Box>
          {byHand === null ? (
            <NotReady why={instructions.why_not_ready} />
          ) : (
            <CodeBox label="Terraform configuration by hand" code={byHand} data-testid="command-terraform-by-hand" />
          )}
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}
