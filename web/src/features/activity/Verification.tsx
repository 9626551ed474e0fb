import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { verification } from "../../api/settings.ts";

/** Whether the chain of the log is unbroken, as the server has just computed it. */
export function Verification() {
  const { data, error } = useQuery(verification);
  if (data === undefined) {
    if (error === null) return null;
    return <Box color="text-body-secondary">The log could not be verified just now.</Box>;
  }
  if (data.intact) {
    return (
      <div data-testid="verification" data-intact="true">
        <StatusIndicator type="success">
          The log is unbroken: {data.entries} {data.entries === 1 ? "entry" : "entries"} verified
        </StatusIndicator>
      </div>
    );
  }
  return (
    <Alert type="error" header="The log is broken" data-testid="verification" data-intact="false">
      Entry {data.broken_at ?? "?"} does not fit the one before it: it, or one before it, was changed or taken out behind
      Landfast&apos;s back. Compare with a backup of the database.
    </Alert>
  );
}
