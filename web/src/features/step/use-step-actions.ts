import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountKeys, askCheck, resumeStep, setRole, skipStep } from "../../api/accounts.ts";
import type { StepName, StepView } from "../../api/types.ts";

/** What can be done with a step. Whether it may be done is in the step's own `actions`. */
export function useStepActions(accountId: string, name: StepName) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: accountKeys.one(accountId) });
  const keep = (step: StepView) => {
    client.setQueryData(accountKeys.step(accountId, name), step);
    void client.invalidateQueries({ queryKey: accountKeys.one(accountId), exact: true });
  };
  const check = useMutation({
    mutationFn: (trigger: "person" | "follow") => askCheck(accountId, name, trigger),
    onSettled: again,
  });
  const skip = useMutation({ mutationFn: () => skipStep(accountId, name), onSuccess: keep });
  const resume = useMutation({ mutationFn: () => resumeStep(accountId, name), onSuccess: keep });
  const role = useMutation({ mutationFn: (arn: string) => setRole(accountId, arn), onSuccess: keep });
  return { check, skip, resume, role };
}

type All = ReturnType<typeof useStepActions>;

/** Skipping and resuming is for people of the workspace. */
export type StepActions = Pick<All, "check" | "role"> & Partial<Pick<All, "skip" | "resume">>;
