import { useMutation, useQueryClient } from "@tanstack/react-query";
import { beginRemoval, cancelRemoval, proveRemoval, removalKey } from "../../api/removal.ts";
import type { RemovalView } from "../../api/types.ts";

/** The turns of a removal; whether one may be made is in its own `actions`. */
export function useRemoval(accountId: string) {
  const client = useQueryClient();
  const keep = (view: RemovalView) => { client.setQueryData(removalKey(accountId), view); };
  const again = () => void client.invalidateQueries({ queryKey: removalKey(accountId) });
  return {
    begin: useMutation({ mutationFn: () => beginRemoval(accountId), onSuccess: keep, onError: again }),
    prove: useMutation({ mutationFn: () => proveRemoval(accountId), onSuccess: keep, onError: again }),
    cancel: useMutation({ mutationFn: () => cancelRemoval(accountId), onSuccess: keep, onError: again }),
  };
}
