import { useMutation, useQueryClient } from "@tanstack/react-query";
import { activationsKey, retryActivation, stopActivation } from "../../api/activations.ts";

/** The turns of an activation; whether one may be made is in its own `actions`. */
export function useActivation(payer: string, id: string) {
  const client = useQueryClient();
  const onSettled = () => void client.invalidateQueries({ queryKey: activationsKey(payer) });
  return {
    retry: useMutation({ mutationFn: (chosen?: string[]) => retryActivation(payer, id, chosen), onSettled }),
    stop: useMutation({ mutationFn: () => stopActivation(payer, id), onSettled }),
  };
}
