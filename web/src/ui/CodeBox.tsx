import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";

interface CodeBoxProps {
  /** Said to screen readers and in the copy button: "AWS CLI command". */
  label: string;
  code: string;
  /** A shorter beginning of the label for the copy button's face, which does not break into lines. */
  short?: string;
  "data-testid"?: string;
}

/** A command or document to copy as a whole. It scrolls inside itself and can be reached by keyboard. */
export function CodeBox({ label, code, short = label, "data-testid": testId }: CodeBoxProps) {
  return (
    <SpaceBetween size="xs" data-testid={testId}>
      {/* A region that scrolls must be focusable, or a keyboard cannot scroll it (WCAG 2.1.1). */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <pre className="lf-code lf-mono" tabIndex={0} role="region" aria-label={label}>
        {code}
      </pre>
      <CopyToClipboard
        textToCopy={code}
        copyButtonText={`Copy ${short}`}
        copyButtonAriaLabel={`Copy ${label}`}
        copySuccessText="Copied"
        copyErrorText="The browser refused. Select the text and copy it by hand."
      />
    </SpaceBetween>
  );
}
