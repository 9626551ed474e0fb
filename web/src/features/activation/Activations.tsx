import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { activations } from "../../api/activations.ts";
import type { ActivationView } from "../../api/types.ts";
import { RouteLink } from "../../ui/Links.tsx";

/** What there is to do or to look at of a payer's activations; nothing once all is over and gone. */
export function Activations({ payer }: { payer: string }) {
  const { data } = useQuery(activations(payer));
  const shown = data?.items.filter(isShown) ?? [];
  if (shown.length === 0) return null;
  return (
    <SpaceBetween size="s">
      {shown.map((view) => (
        <Alert key={view.activation_id} type={view.ended_at === null ? "info" : "warning"} header={headline(view)} data-testid="activation-notice">
          {view.summary} {view.ended_at === null ? "" : `${view.permit?.summary ?? ""} `}
          <RouteLink to={`/accounts/${payer}/activations/${view.activation_id}`}>Open the activation</RouteLink>
        </Alert>
      ))}
    </SpaceBetween>
  );
}

const isShown = ({ ended_at, permit }: ActivationView) => ended_at === null || (permit !== null && permit.state !== "gone");

const headline = ({ ended_at }: ActivationView) =>
  ended_at === null ? "Selected accounts are being activated" : "The permit of an activation is still to be removed";
