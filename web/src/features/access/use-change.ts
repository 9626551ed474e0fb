import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountKeys, changeAccount } from "../../api/accounts.ts";
import type { AccountPatch, AccountView } from "../../api/types.ts";

/** A change of the account's record; its steps may want something else afterwards, so they are asked for again. */
export function useChange(accountId: string, onChanged?: (account: AccountView) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: AccountPatch) => changeAccount(accountId, change),
    onSuccess: (view) => {
      client.setQueryData(accountKeys.one(accountId), view);
      void client.invalidateQueries({ queryKey: accountKeys.all });
      onChanged?.(view);
    },
  });
}
