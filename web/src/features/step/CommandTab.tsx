import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Instructions } from "../../api/types.ts";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { NotReady } from "./NotReady.tsx";
import { Parameters } from "./Parameters.tsx";

interface CommandTabProps {
  accountId: string;
  instructions: Instructions;
}

/** The same stack by one command, in CloudShell or in any shell with the AWS CLI. */
export function CommandTab({ accountId, instructions }: CommandTabProps) {
  const { aws_cli } = instructions.commands;
  if (aws_cli === "") return <NotReady why={instructions.why_not_ready} />;
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="s">
        <Box>
          Run this in AWS CloudShell, or in a shell with the AWS CLI, signed in to account{" "}
          <strong className="lf-mono">{accountId}</strong>. <span className="lf-mono">aws sts get-caller-identity</span> tells
          where you are. The page notices by itself when the stack is complete.
        </Box>
        <CodeBox label="AWS CLI command" code={aws_cli} data-testid="command-aws-cli" />
      </SpaceBetween>
      <Parameters instructions={instructions} />
    </SpaceBetween>
  );
}
