import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ExportStackView } from "../../api/types.ts";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { CopyField } from "../../ui/CopyField.tsx";

interface ExportStackProps {
  accountId: string;
  stack: ExportStackView;
}

/** One stack to launch: by the AWS console, or by one command. */
export function ExportStack({ accountId, stack }: ExportStackProps) {
  const { stack_name: name, region, launch_url, template_download, upload_url } = stack;
  return (
    <SpaceBetween size="s" data-testid={`stack-${name}`}>
      <Box variant="h4">{name} in {region}</Box>
      <Box>
        {stack.about} Sign in to account <strong className="lf-mono">{accountId}</strong> first.
        {stack.makes_policy && " AWS asks for the acknowledgement that IAM resources with custom names are made."}
      </Box>
      {template_download !== null && <a href={template_download}>Download the template</a>}
      <Button
        href={launch_url ?? upload_url}
        target="_blank"
        rel="noopener noreferrer"
        iconName="external"
        iconAlign="right"
        ariaLabel={`Open AWS create stack page for ${name} (opens in a new tab)`}
        data-testid={`open-${name}`}
      >
        Open AWS create stack page
      </Button>
      <div className="lf-fields">
        <CopyField label="Stack name" value={name} about="You may choose another name." />
        {stack.parameters.map((one) => (
          <CopyField key={one.name} label={one.name} value={one.value} about={one.about} data-testid={`${name}-${one.name}`} />
        ))}
      </div>
      <CodeBox label={`AWS CLI command for ${name}`} short="AWS CLI command" code={stack.aws_cli} />
    </SpaceBetween>
  );
}
