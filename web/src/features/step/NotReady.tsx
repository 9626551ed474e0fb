import Alert from "@cloudscape-design/components/alert";
import { RouteLink } from "../../ui/Links.tsx";

/** The server cannot give the instructions yet, and says why. */
export function NotReady({ why }: { why: string | null }) {
  return (
    <Alert type="warning" header="The stack cannot be created yet" data-testid="launch-not-ready">
      {why ?? "The template is not published."} The account stays registered meanwhile.{" "}
      <RouteLink to="/settings/identity">Settings, Identity</RouteLink>
    </Alert>
  );
}
