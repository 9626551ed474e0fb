import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import type { ReactNode } from "react";

interface CopyFieldProps {
  /** Its name as the other side spells it: "ExternalId". */
  label: string;
  value: string;
  /** Beside the label, for example "do not change". */
  note?: ReactNode;
  about?: ReactNode;
  "data-testid"?: string;
}

/** A value to be read and copied, exactly as it is. */
export function CopyField({ label, value, note, about, "data-testid": testId }: CopyFieldProps) {
  return (
    <div data-testid={testId}>
      <Box variant="awsui-key-label">
        {label} {note}
      </Box>
      <CopyValue label={label} value={value} />
      {about !== undefined && (
        <Box color="text-body-secondary" fontSize="body-s">
          {about}
        </Box>
      )}
    </div>
  );
}

/** An account id fits on any line and must not be broken; an ARN must be. */
const SHORT = 14;

/** The value alone with its copy button. */
export function CopyValue({ label, value }: { label: string; value: string }) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={value}
      textToDisplay={<span className={value.length <= SHORT ? "lf-mono lf-nowrap" : "lf-mono"}>{value}</span>}
      copyButtonAriaLabel={`Copy ${label}`}
      copySuccessText={`${label} copied`}
      copyErrorText="The browser refused. Select the value and copy it by hand."
    />
  );
}
