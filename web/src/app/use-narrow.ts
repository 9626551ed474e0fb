import { useSyncExternalStore } from "react";

/** Where Cloudscape's own layout changes to the phone's. */
export const narrow = () => globalThis.matchMedia("(max-width: 688px)");

/** Whether the window is as narrow as a phone's. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = narrow();
      media.addEventListener("change", changed);
      return () => { media.removeEventListener("change", changed); };
    },
    () => narrow().matches,
  );
}
