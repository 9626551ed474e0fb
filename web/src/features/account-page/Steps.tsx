import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AccountView } from "../../api/types.ts";
import { StepCard } from "./StepCard.tsx";

/** A card per step, in the order of the server. */
export function Steps({ account }: { account: AccountView }) {
  return (
    <SpaceBetween size="l">
      {account.steps.map((summary) => (
        <StepCard key={summary.step} account={account} summary={summary} />
      ))}
    </SpaceBetween>
  );
}
