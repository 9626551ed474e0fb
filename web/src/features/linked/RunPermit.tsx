import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { organizationKey } from "../../api/organization.ts";
import { askForRun, checkPermit, endPermit, permits } from "../../api/stack-run.ts";
import type { PermitView } from "../../api/types.ts";
import { usePermit } from "../../app/permit.ts";
import { ActionButton } from "../../ui/ActionButton.tsx";
import { CodeBox } from "../../ui/CodeBox.tsx";
import { OutsideLink } from "../../ui/Links.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Timestamp } from "../../ui/Timestamp.tsx";
import { ExportStack } from "../billing/ExportStack.tsx";

/** The right to run the StackSet, which the payer's owner grants for one roll-out and takes back. */
export function RunPermit({ payer }: { payer: string }) {
  const { data, error, refetch } = useQuery(permits(payer));
  const client = useQueryClient();
  const may = usePermit();
  const done = () => void client.invalidateQueries({ queryKey: organizationKey(payer) });
  const asking = useMutation({ mutationFn: () => askForRun(payer), onSuccess: done });
  if (data === undefined) return error === null ? null : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const permit = data.items.find(({ way, state }) => way === "stack_set" && state !== "gone");
  if (permit !== undefined) return <Standing payer={payer} permit={permit} onDone={done} />;
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={asking.error} />
      <Box>
        To run the StackSet, Landfast needs a permit: a role of its own in the payer that makes and deploys this one StackSet from
        Landfast’s template and nothing else, runs out by itself, and is proven gone in the end. Its standing role never has that right.
      </Box>
      <Button loading={asking.isPending} {...may} onClick={() => { asking.mutate(); }} data-testid="ask-run-permit">
        Ask for a permit
      </Button>
    </SpaceBetween>
  );
}

function Standing({ payer, permit, onDone }: { payer: string; permit: PermitView; onDone: () => void }) {
  const { permit_id, state, summary, last, valid_until, stack, why_not_ready, guide, actions } = permit;
  const checking = useMutation({ mutationFn: () => checkPermit(payer, permit_id), onSuccess: onDone });
  const ending = useMutation({ mutationFn: () => endPermit(payer, permit_id), onSuccess: onDone });
  return (
    <SpaceBetween size="s" data-testid="run-permit" data-state={state}>
      <ProblemAlert error={checking.error ?? ending.error} />
      <Alert type={state === "open" ? "success" : state === "unsafe" ? "error" : "info"} header={summary}>
        {last !== null && <div>{last}</div>}
        Valid until <Timestamp at={valid_until} />.
      </Alert>
      {why_not_ready !== null && <Alert type="warning">{why_not_ready}</Alert>}
      {stack !== null && <ExportStack accountId={payer} stack={stack} />}
      {stack === null && state !== "open" && (
        <ol className="lf-plain-list">
          {guide.map(({ text, command, link }) => (
            <li key={text}>
              {text} {link !== null && <OutsideLink href={link}>Open it</OutsideLink>}
              {command !== null && <CodeBox label="AWS CLI command" code={command} />}
            </li>
          ))}
        </ol>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <ActionButton actions={actions} name="check" busy={checking.isPending} onAct={() => { checking.mutate(); }} data-testid="check-run-permit">
          Look for the permit’s stack
        </ActionButton>
        <ActionButton actions={actions} name="end" busy={ending.isPending} onAct={() => { ending.mutate(); }} data-testid="end-run-permit">
          The permit’s stack is deleted
        </ActionButton>
      </SpaceBetween>
    </SpaceBetween>
  );
}
