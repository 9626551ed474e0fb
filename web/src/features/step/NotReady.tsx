import Alert from "@cloudscape-design/components/alert";

/** The server cannot give the instructions yet, and says why. */
export function NotReady({ why }: { why: string | null }) {
  return (
    <Alert type="warning" header="The stack cannot be created yet" data-testid="launch-not-ready">
      {why ?? "The template is not published."}
    </Alert>
  );
}
