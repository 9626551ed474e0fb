import { useMutation, useQueryClient } from "@tanstack/react-query";
import { activationsKey, checkPermit, endPermit, retryActivation, stopActivation } from "../../api/activations.ts";
import type { PermitView } from "../../api/types.ts";

/** The turns of an activation and its permit; whether one may be made is in their own `actions`. */
export function useActivation(payer: string, id: string) {
  const client = useQueryClient();
  const onSettled = () => void client.invalidateQueries({ queryKey: activationsKey(payer) });
  return {
    retry: useMutation({ mutationFn: (chosen?: string[]) => retryActivation(payer, id, chosen), onSettled }),
    stop: useMutation({ mutationFn: () => stopActivation(payer, id), onSettled }),
    check: useMutation({ mutationFn: (permit: PermitView) => checkPermit(permit), onSettled }),
    end: useMutation({ mutationFn: (permit: PermitView) => endPermit(permit), onSettled }),
  };
}
