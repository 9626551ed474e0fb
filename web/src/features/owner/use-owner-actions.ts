import { useMutation, useQueryClient } from "@tanstack/react-query";
import { askOwnerCheck, ownerPage, setOwnerRole } from "../../api/owner.ts";
import type { StepName } from "../../api/types.ts";
import type { StepActions } from "../step/use-step-actions.ts";

/** What the holder of a link can do with a step. Whether it may be done is in the step's own `actions`. */
export function useOwnerActions(link: string, step: StepName): StepActions {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ownerPage(link).queryKey });
  const check = useMutation({
    mutationFn: (trigger: "person" | "follow") => askOwnerCheck(link, step, trigger),
    onSettled: again,
  });
  const role = useMutation({ mutationFn: (arn: string) => setOwnerRole(link, arn), onSettled: again });
  return { check, role };
}
