import Alert from "@cloudscape-design/components/alert";
import { useForOwner } from "./audience.ts";
import { RouteLink } from "../../ui/Links.tsx";

/** The server cannot give the instructions yet, and says why. */
export function NotReady({ why }: { why: string | null }) {
  const forOwner = useForOwner();
  return (
    <Alert type="warning" header="The stack cannot be created yet" data-testid="launch-not-ready">
      {why ?? "The template is not published."} {!forOwner && (
        <>
          The account stays registered meanwhile. <RouteLink to="/settings/identity">Settings, Identity</RouteLink>
        </>
      )}
    </Alert>
  );
}
