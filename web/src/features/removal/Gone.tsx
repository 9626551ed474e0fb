import { useInfiniteQuery } from "@tanstack/react-query";
import { receipts } from "../../api/removal.ts";
import { LinkButton } from "../../ui/Links.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Receipt } from "./Receipt.tsx";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Alert from "@cloudscape-design/components/alert";

/** The account is not registered any more: its newest receipt says how that came. */
export function Gone({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useInfiniteQuery(receipts(accountId));
  const newest = data?.pages[0]?.items[0];
  if (data === undefined) {
    return error === null ? <Loading what="the receipt" /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <SpaceBetween size="l">
      {newest === undefined ? (
        <Alert type="info">Account {accountId} is not registered here, and never was removed.</Alert>
      ) : (
        <Receipt receipt={newest} />
      )}
      <LinkButton to="/accounts">Go to the accounts</LinkButton>
    </SpaceBetween>
  );
}
