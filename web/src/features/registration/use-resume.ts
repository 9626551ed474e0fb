import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { accountKeys, changeAccount, confirmAccount } from "../../api/accounts.ts";
import type { AccountPatch, AccountView } from "../../api/types.ts";
import { useNotify } from "../../app/notifications.tsx";
import type { Draft } from "./draft.ts";

/** Editing name and region while registering; saved when the person goes on. */
export function useDetails(account: AccountView) {
  const client = useQueryClient();
  const saved: Draft = {
    method: account.method,
    accountId: account.account_id,
    name: account.name,
    region: account.region,
    capabilities: account.capabilities,
    tagAccess: account.tag_access,
    trust: account.trust,
  };
  const [edited, edit] = useState<Draft | null>(null);
  const draft = edited ?? saved;
  const saving = useMutation({
    mutationFn: (change: AccountPatch) => changeAccount(account.account_id, change),
    onSuccess: (view) => {
      client.setQueryData(accountKeys.one(account.account_id), view);
      void client.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const change: AccountPatch = {
    ...(draft.name.trim() === account.name ? {} : { name: draft.name.trim() }),
    ...(draft.region.trim() === account.region ? {} : { region: draft.region.trim() }),
    ...(isSame(draft.capabilities ?? [], account.capabilities) ? {} : { capabilities: [...(draft.capabilities ?? [])] }),
    ...(draft.tagAccess === null || draft.tagAccess === account.tag_access ? {} : { tag_access: draft.tagAccess }),
  };
  return {
    draft,
    edit,
    busy: saving.isPending,
    error: saving.error,
    save: (then: () => void) => {
      if (Object.keys(change).length === 0) then();
      else saving.mutate(change, { onSuccess: then });
    },
  };
}

const isSame = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((name) => b.includes(name));

/** The last button: confirms if that is still to be done, and leads to the account's page. */
export function useConfirm(account: AccountView) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const page = `/accounts/${account.account_id}`;
  const confirming = useMutation({
    mutationFn: () => confirmAccount(account.account_id),
    onSuccess: async (view) => {
      client.setQueryData(accountKeys.one(account.account_id), view);
      void client.invalidateQueries({ queryKey: ["accounts"] });
      notify({
        type: "success",
        header: `${view.name} is registered`,
        content: "Its API access is proven and checked again every day.",
      });
      await navigate(page);
    },
    onError: () => void client.invalidateQueries({ queryKey: accountKeys.one(account.account_id) }),
  });
  return {
    busy: confirming.isPending,
    error: confirming.error,
    finish: () => {
      if (account.confirmed_at === null) confirming.mutate();
      else void navigate(page);
    },
  };
}
