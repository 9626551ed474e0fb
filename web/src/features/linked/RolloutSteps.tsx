import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RolloutView } from "../../api/types.ts";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { CopyField } from "../../ui/CopyField.tsx";
import { OutsideLink } from "../../ui/Links.tsx";
import { Parameter } from "../step/Parameters.tsx";
import { asksForTagKeys, TAG_KEYS } from "../step/tag-keys.ts";

/** What the payer's owner does in the AWS console, in its order, with every value to copy. */
export function RolloutSteps({ view }: { view: RolloutView }) {
  const template = view.template_url ?? view.template_download ?? "";
  return (
    <SpaceBetween size="l">
      <ol className="lf-steps">
        <li>
          Sign in to payer <strong className="lf-mono">{view.payer}</strong> and{" "}
          {view.create_url === null ? "open CloudFormation, StackSets" : <OutsideLink href={view.create_url}>open the page that creates a StackSet</OutsideLink>}.
          If AWS asks for it, activate trusted access with AWS Organizations first.
        </li>
        <li>
          Choose service-managed permissions and give the template and the name:
          <div className="lf-fields">
            <CopyField label="Template URL" value={template} data-testid="rollout-template" />
            <CopyField label="StackSet name" value={view.stack_set_name} note={<span className="lf-note">do not change</span>} about="Landfast's role in the payer may look at a StackSet of this name only." />
          </div>
        </li>
        <li>
          Enter the parameters. Some AWS guides call the field ExternalId “InternalID”: it is the same value.
          <div className="lf-fields">
            {view.parameters.map((parameter) => (
              <Parameter
                key={parameter.name}
                parameter={parameter}
                isAsked={parameter.name === TAG_KEYS && asksForTagKeys(view.parameters)}
                data-testid={`rollout-${parameter.name}`}
              />
            ))}
          </div>
        </li>
        <li>
          Managed execution: <strong>Active</strong> lets operations wait for each other; with Inactive a second one is refused while the
          first runs. Confirm that the StackSet may create IAM roles with custom names.
        </li>
        <li>
          Targets: the whole organization{view.root_id !== null && <> (<span className="lf-mono">{view.root_id}</span>)</>} or the units you want,
          with automatic deployment; region <strong className="lf-mono">{view.region}</strong> only, because a role is global. The payer itself
          is never reached by a StackSet: it has its own stack.
        </li>
        <li>Come back and choose “Check access now”. Every account that answers is registered, proven and confirmed by itself.</li>
      </ol>
      {view.terraform !== null && (
        <ExpandableSection headerText="The same by the Terraform module of this payer" headingTagOverride="h3" defaultExpanded>
          <Box>
            Put this call in the place of the one that is there, and run <span className="lf-mono">terraform apply</span>. Nothing of what is
            deployed is replaced, and every account that answers is registered by itself.
            <CodeBox label="Terraform configuration" code={view.terraform} data-testid="rollout-terraform" />
          </Box>
        </ExpandableSection>
      )}
      {view.aws_cli !== null && (
        <ExpandableSection headerText="The same by the AWS command line" headingTagOverride="h3">
          <Box>
            Run this in CloudShell of the payer.
            <CodeBox label="AWS CLI commands" code={view.aws_cli} data-testid="rollout-aws-cli" />
          </Box>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
