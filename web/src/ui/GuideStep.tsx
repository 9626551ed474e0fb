import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { GuideStepView } from "../api/types.ts";
import { CodeBox } from "./CodeBox.tsx";
import { OutsideLink } from "./Links.tsx";

/** One thing that somebody does in AWS. */
export function GuideStep({ step: { text, command, link } }: { step: GuideStepView }) {
  return (
    <SpaceBetween size="xs">
      <Box>{text}</Box>
      {link !== null && <OutsideLink href={link}>Open it in the AWS console</OutsideLink>}
      {command !== null && <CodeBox label="command" code={command} />}
    </SpaceBetween>
  );
}
