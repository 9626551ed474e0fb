import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { Instructions } from "../../api/types.ts";
import { NotReady } from "./NotReady.tsx";
import { UploadSteps } from "./UploadSteps.tsx";
import { Parameters } from "./Parameters.tsx";

interface StackTabProps {
  accountId: string;
  instructions: Instructions;
}

/** The quick-create page of the AWS console, and what to mind there. */
export function StackTab({ accountId, instructions }: StackTabProps) {
  const { launch_url: url, region } = instructions;
  if (url === null && instructions.upload_url !== null) return <UploadSteps accountId={accountId} instructions={instructions} />;
  if (url === null) return <NotReady why={instructions.why_not_ready} />;
  return (
    <SpaceBetween size="l">
      <ol className="lf-steps">
        <li>
          Sign in to the AWS console as somebody who may create IAM roles in account{" "}
          <strong className="lf-mono">{accountId}</strong>. The stack is created in whatever account your browser is signed
          in to, so look at the account number at the top right first.
        </li>
        <li>
          Open the page with everything filled in, in region <strong>{region}</strong>:
          <Box padding={{ vertical: "s" }}>
            <Launch url={url} />
          </Box>
        </li>
        <li>
          Leave the parameters as they are. At the end of the page tick “I acknowledge that AWS CloudFormation might create
          IAM resources with custom names”, then choose <strong>Create stack</strong>.
        </li>
        <li>Come back here. The page notices by itself when the stack is complete.</li>
      </ol>
      <Parameters instructions={instructions} />
    </SpaceBetween>
  );
}

function Launch({ url }: { url: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <SpaceBetween size="xs">
      <Button
        variant="primary"
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        iconName="external"
        iconAlign="right"
        ariaLabel="Open AWS create stack page (opens in a new tab)"
        onClick={() => { setOpened(true); }}
        data-testid="open-create-stack"
      >
        Open AWS create stack page
      </Button>
      {opened && (
        <Box color="text-body-secondary" fontSize="body-s" data-testid="popup-hint">
          No new tab? The browser may have blocked it: allow pop-ups for this site, or{" "}
          <a href={url} target="_blank" rel="noopener noreferrer">
            use this link
          </a>
          .
        </Box>
      )}
    </SpaceBetween>
  );
}
