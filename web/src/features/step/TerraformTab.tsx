import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Instructions } from "../../api/types.ts";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { Deployments } from "../access/Deployments.tsx";

interface TerraformTabProps {
  accountId: string;
  instructions: Instructions;
}

/** The module's variables, by the stack's parameters of the same meaning. */
const VARIABLES: Partial<Record<string, string>> = { ExternalId: "external_id", Principal: "principal", RoleName: "role_name" };

/** The same role by the Terraform module, and how far each deployment of it is. */
export function TerraformTab({ accountId, instructions }: TerraformTabProps) {
  const { terraform } = instructions.commands;
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
          <Box>Leave landfast_url out and give these values to the module by hand. Then check here.</Box>
          <div className="lf-fields" data-testid="terraform-values">
            {instructions.parameters.map(({ name, value, about }) => {
              const variable = VARIABLES[name];
              return variable !== undefined && <CopyField key={name} label={variable} value={value} about={about} />;
            })}
            <CopyField label="region" value={instructions.region} about="The home region of the account." />
          </div>
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}
