import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DifferenceView, Instructions, UpdateView } from "../../api/types.ts";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { Difference } from "./Difference.tsx";
import { Parameters } from "./Parameters.tsx";

interface UpdatePanelProps {
  accountId: string;
  instructions: Instructions;
  update: UpdateView;
  /** `null` while nothing could be compared. */
  difference: DifferenceView | null;
}

/** How to bring the role that is deployed up to what is wanted: by a link, by a change set, or by Terraform. */
export function UpdatePanel({ accountId, instructions, update, difference }: UpdatePanelProps) {
  const { terraform } = instructions.commands;
  return (
    <SpaceBetween size="l" data-testid="update">
      <KeyValuePairs
        columns={2}
        items={[
          { label: "Deployed", value: <Version template={update.deployed_template} choices={update.deployed_choices} /> },
          { label: "Wanted", value: <Version template={instructions.template_version} choices={update.wanted_choices} /> },
        ]}
      />
      {difference !== null && <Difference difference={difference} />}
      <ol className="lf-steps">
        <li>
          Sign in to the AWS console in account <strong className="lf-mono">{accountId}</strong>, region{" "}
          <strong>{instructions.region}</strong>, and open the update of the stack. The template is filled in; AWS may show
          the old parameters, so compare each with those below.
          <Box padding={{ vertical: "s" }}>
            <Button
              href={update.url}
              target="_blank"
              rel="noopener noreferrer"
              variant="primary"
              iconName="external"
              iconAlign="right"
              ariaLabel="Open AWS update stack page (opens in a new tab)"
              data-testid="open-update-stack"
            >
              Open AWS update stack page
            </Button>
          </Box>
        </li>
        <li>
          Landfast has no right to update its own stack, and asks for none. Come back here afterwards: the role is checked
          when you choose <strong>Check now</strong>, and every day.
        </li>
      </ol>
      <SpaceBetween size="s">
        <Box>
          Or by commands: the first makes a change set, the third shows what it would change, and the last carries it out.
          Run the last one once you agree.
        </Box>
        <CodeBox label="update commands" code={update.aws_cli} data-testid="update-aws-cli" />
      </SpaceBetween>
      {terraform !== null && (
        <SpaceBetween size="s">
          <Box>
            Or with Terraform: <span className="lf-mono">terraform plan</span> shows the same difference before{" "}
            <span className="lf-mono">terraform apply</span> makes it.
          </Box>
          <CodeBox label="updated module call" code={terraform} data-testid="update-terraform" />
        </SpaceBetween>
      )}
      <Parameters instructions={instructions} />
    </SpaceBetween>
  );
}

function Version({ template, choices }: { template: string | null; choices: string | null }) {
  return (
    <>
      <div>
        Template <span className="lf-mono">{template ?? "not known"}</span>
      </div>
      <div>
        Choices <span className="lf-mono">{choices ?? "not known"}</span>
      </div>
    </>
  );
}
