import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { organizationKey } from "../../api/organization.ts";
import { changeRun, type RunChange } from "../../api/stack-run.ts";
import type { RolloutView, RunLegView, StackRunView, UnitView } from "../../api/types.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { Badge } from "../../ui/badges.tsx";
import { ConfirmModal } from "../../ui/ConfirmModal.tsx";
import { RouteLink } from "../../ui/Links.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { RunPermit } from "./RunPermit.tsx";
import { StartRun } from "./StartRun.tsx";
import { LEG_STATES, LEGS, RUN_KINDS, RUN_STATES } from "./standings.tsx";

const CHANGES: Record<RunChange, { button: string; asks: string; says: string }> = {
  stop: { button: "Stop", asks: "Stop the run", says: "What AWS works on at the moment is finished. Accounts that have the role keep it." },
  retry: { button: "Retry the failed", asks: "Retry the failed accounts", says: "The StackSet is deployed again to exactly those accounts in which it has failed." },
  update: { button: "Update the template", asks: "Update the StackSet", says: "The StackSet and the role in every account that it has reached get the current template. The parameters stay." },
  go_on: { button: "Go on", asks: "Let the rest follow", says: "Every account of the canary is proven. The StackSet is deployed to the rest of the targets." },
};

/** The roll-out, run by Landfast itself by a permit of the payer's owner. */
export function RunPanel({ view, units }: { view: RolloutView; units: readonly UnitView[] }) {
  const [starting, setStarting] = useState(false);
  const [change, setChange] = useState<RunChange | null>(null);
  return (
    <SpaceBetween size="m" data-testid="stack-run">
      <Box>
        Landfast can do these steps itself. The payer is never reached by a StackSet: it has{" "}
        <RouteLink to={`/accounts/${view.payer}`}>its own stack</RouteLink>.
      </Box>
      <RunPermit payer={view.payer} run={view.run} />
      {view.run !== null && <Run run={view.run} />}
      <SpaceBetween direction="horizontal" size="xs">
        <ActionButton actions={view.actions} name="start" variant="primary" onAct={() => { setStarting(true); }}>
          Start the roll-out
        </ActionButton>
        {(Object.keys(CHANGES) as RunChange[]).map((one) => (
          <ActionButton key={one} actions={view.actions} name={one} onAct={() => { setChange(one); }}>
            {CHANGES[one].button}
          </ActionButton>
        ))}
      </SpaceBetween>
      {starting && <StartRun payer={view.payer} units={units} onClose={() => { setStarting(false); }} />}
      {change !== null && <Change payer={view.payer} change={change} onClose={() => { setChange(null); }} />}
    </SpaceBetween>
  );
}

function Change({ payer, change, onClose }: { payer: string; change: RunChange; onClose: () => void }) {
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: () => changeRun(payer, change),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: organizationKey(payer) });
      onClose();
    },
  });
  const { asks, says } = CHANGES[change];
  return (
    <ConfirmModal title={asks} confirm={asks} busy={changing.isPending} error={changing.error} onCancel={onClose} onConfirm={() => { changing.mutate(); }}>
      <Box>{says}</Box>
    </ConfirmModal>
  );
}

function Run({ run: { kind, by, began_at, ended_at, state, waits, legs } }: { run: StackRunView }) {
  return (
    <SpaceBetween size="xs" data-testid="run" data-state={state}>
      <Box>
        {RUN_KINDS[kind]} by {by}, began <Timestamp at={began_at} />
        {ended_at !== null && <>, ended <Timestamp at={ended_at} /></>}: <Badge look={RUN_STATES[state]} />
      </Box>
      {waits !== null && <Alert type={state === "refused" ? "error" : "info"} data-testid="run-waits">{waits}</Alert>}
      <ol className="lf-plain-list" aria-label="Legs of the run">
        {legs.map((leg, place) => (
          <li key={leg.operation_id ?? `${leg.kind} ${place}`} data-testid={`leg-${place}`} data-state={leg.state}>
            <Badge look={LEG_STATES[leg.state]} label={LEGS[leg.kind]} /> <Whom leg={leg} />
          </li>
        ))}
      </ol>
    </SpaceBetween>
  );
}

function Whom({ leg: { units, accounts } }: { leg: RunLegView }) {
  if (accounts.length > 0) return <span className="lf-mono">{accounts.join(", ")}</span>;
  return units.length > 0 ? <span className="lf-mono">{units.join(", ")}</span> : null;
}
