import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Instructions } from "../../api/types.ts";
import { Parameters } from "./Parameters.tsx";

interface UploadStepsProps {
  accountId: string;
  instructions: Instructions;
}

/** The stack without a bucket: the template is downloaded here and uploaded there. */
export function UploadSteps({ accountId, instructions }: UploadStepsProps) {
  const { template_download: download, upload_url: upload, region, stack_name } = instructions;
  return (
    <SpaceBetween size="l">
      <ol className="lf-steps">
        <li>
          Download the template. It holds nothing secret, and is the same for every account of this server.
          <Box padding={{ vertical: "s" }}>
            <Button href={download ?? ""} download iconName="download" data-testid="download-template">
              Download the template
            </Button>
          </Box>
        </li>
        <li>
          Sign in to the AWS console as somebody who may create IAM roles in account{" "}
          <strong className="lf-mono">{accountId}</strong>, and look at the account number at the top right. Then open the
          page for a new stack, in region <strong>{region}</strong>:
          <Box padding={{ vertical: "s" }}>
            <Button
              variant="primary"
              href={upload ?? ""}
              target="_blank"
              rel="noopener noreferrer"
              iconName="external"
              iconAlign="right"
              ariaLabel="Open AWS create stack page (opens in a new tab)"
              data-testid="open-create-stack"
            >
              Open AWS create stack page
            </Button>
          </Box>
        </li>
        <li>
          Choose <strong>Upload a template file</strong> and the file. Name the stack{" "}
          <strong className="lf-mono">{stack_name}</strong>, and copy each parameter from below.
        </li>
        <li>
          At the end tick “I acknowledge that AWS CloudFormation might create IAM resources with custom names”, then choose{" "}
          <strong>Submit</strong>.
        </li>
        <li>Come back here. The page notices by itself when the stack is complete.</li>
      </ol>
      <Parameters instructions={instructions} />
    </SpaceBetween>
  );
}
