import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { organizationKey } from "../../api/organization.ts";
import { askForRun, permits } from "../../api/permits.ts";
import type { StackRunView } from "../../api/types.ts";
import { usePermit } from "../../app/permit.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Permit } from "../activation/Permit.tsx";

/** The right to run the StackSet, which the payer's owner grants for one roll-out and takes back. */
export function RunPermit({ payer, run }: { payer: string; run: StackRunView | null }) {
  const { data, error, refetch } = useQuery(permits(payer));
  const client = useQueryClient();
  const may = usePermit();
  const onSuccess = () => void client.invalidateQueries({ queryKey: organizationKey(payer) });
  const asking = useMutation({ mutationFn: () => askForRun(payer), onSuccess });
  if (data === undefined) return error === null ? null : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const permit = data.items.find(({ way, state }) => way === "stack_set" && state !== "gone");
  if (permit !== undefined) {
    // A run that ended before it was asked for is none of its own.
    const ended = run?.ended_at ?? null;
    return <Permit permit={permit} over={ended !== null && Date.parse(ended) > Date.parse(permit.asked_at)} />;
  }
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
