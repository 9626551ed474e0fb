import { useEffect, useEffectEvent } from "react";
import type { StepView } from "../../api/types.ts";
import { isAllowed } from "../../ui/ActionButton.tsx";

/**
 * Lets the server follow what the person does in AWS: asked for when the page opens, and again when the person
 * comes back to this tab, which is the moment after something was done in the other one.
 */
export function useFollow(step: StepView | undefined, follow: () => void): void {
  const ready = step !== undefined;
  const ask = useEffectEvent(() => {
    if (step !== undefined && !isUnderWay(step) && isAllowed(step.actions, "follow")) follow();
  });
  useEffect(() => {
    if (!ready) return;
    ask();
    const onReturn = () => {
      if (document.visibilityState === "visible") ask();
    };
    document.addEventListener("visibilitychange", onReturn);
    return () => { document.removeEventListener("visibilitychange", onReturn); };
  }, [ready]);
}

/** A check is under way, or will be by itself. Asking again while nothing answers yet makes the server look often. */
function isUnderWay({ state }: StepView): boolean {
  return state.state === "checking" || (state.state === "waiting" && state.why !== "not_deployed");
}
