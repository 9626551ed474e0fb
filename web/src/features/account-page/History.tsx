import SpaceBetween from "@cloudscape-design/components/space-between";
import { ActivityTable } from "../activity/ActivityTable.tsx";
import { CheckTable } from "./CheckTable.tsx";

/** What was checked and what was done, newest first. */
export function History({ accountId }: { accountId: string }) {
  return (
    <SpaceBetween size="l">
      <CheckTable accountId={accountId} />
      <ActivityTable accountId={accountId} heading="h2" />
    </SpaceBetween>
  );
}
