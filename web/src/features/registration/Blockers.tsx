import { FocusedAlert } from "../../ui/FocusedAlert.tsx";
import type { AccountView } from "../../api/types.ts";

/** Why the account cannot be confirmed yet, in the server's words. */
export function Blockers({ account }: { account: AccountView }) {
  const why = account.actions.find((action) => action.name === "confirm")?.why_not;
  const reasons = account.blockers.length > 0 ? account.blockers : [why ?? "The server does not allow it yet."];
  return (
    <FocusedAlert type="warning" header="This account cannot be confirmed yet" data-testid="register-blockers">
      {reasons.map((reason) => (
        <div key={reason}>{reason}</div>
      ))}
    </FocusedAlert>
  );
}
