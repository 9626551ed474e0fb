import { useMutation, useQueryClient } from "@tanstack/react-query";
import { beginRotation, cancelRotation, finishRotation } from "../../api/access.ts";
import { accountKeys } from "../../api/accounts.ts";
import type { ExternalIdView } from "../../api/types.ts";

/** The turns of a rotation; whether one may be made is in the external id's own `actions`. */
export function useRotation(accountId: string) {
  const client = useQueryClient();
  const keep = (view: ExternalIdView) => {
    client.setQueryData(accountKeys.externalId(accountId), view);
    // What is wanted of the role has changed with it: the step and the account say so.
    void client.invalidateQueries({ queryKey: accountKeys.one(accountId) });
  };
  const again = () => void client.invalidateQueries({ queryKey: accountKeys.externalId(accountId) });
  return {
    begin: useMutation({ mutationFn: () => beginRotation(accountId), onSuccess: keep }),
    finish: useMutation({ mutationFn: () => finishRotation(accountId), onSuccess: keep, onError: again }),
    cancel: useMutation({ mutationFn: () => cancelRotation(accountId), onSuccess: keep, onError: again }),
  };
}
