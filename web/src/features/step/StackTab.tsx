import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { Instructions } from "../../api/types.ts";
import { NotReady } from "./NotReady.tsx";
import { UploadSteps } from "./UploadSteps.tsx";
import { Parameters } from "./Parameters.tsx";
import { asksForTagKeys, withTagKeys } from "./tag-keys.ts";

interface StackTabProps {
  accountId: string;
  instructions: Instructions;
}

/** The quick-create page of the AWS console, and what to mind there. */
export function StackTab({ accountId, instructions }: StackTabProps) {
  const { launch_url: url, region } = instructions;
  const [keys, setKeys] = useState("");
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
        {asksForTagKeys(instructions.parameters) && (
          <li>
            <TagKeys keys={keys} onChange={setKeys} />
          </li>
        )}
        <li>
          Open the page with everything filled in, in region <strong>{region}</strong>:
          <Box padding={{ vertical: "s" }}>
            <Launch url={withTagKeys(url, keys)} />
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

/** Goes into the link and nowhere else: which keys they are is between the owner and their stack. */
function TagKeys({ keys, onChange }: { keys: string; onChange: (keys: string) => void }) {
  return (
    <FormField
      label="Tag keys that Landfast may write"
      description="They go into the link as the parameter WritableTagKeys. Without any, the role may write no tag."
      constraintText="With commas between them: CostCenter, Owner"
    >
      <Input
        value={keys}
        onChange={({ detail }) => { onChange(detail.value); }}
        spellcheck={false}
        autoComplete={false}
        data-testid="writable-tag-keys"
      />
    </FormField>
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
