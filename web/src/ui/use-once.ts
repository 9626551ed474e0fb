import { useEffect, useRef } from "react";

/** Longer than the second click of a double click takes, shorter than somebody needs to mend what was refused. */
const DOUBLE_CLICK_MS = 400;

/**
 * An act that a double click does once. `busy` alone is too late for that: it is drawn after the request has begun,
 * and the second click may come before.
 *
 * @param busy whether the act is under way, as it is drawn; once it is over the act can be done again at once
 * @param typed another value after each change of what the act sends: then it is another act
 */
export function useOnce(busy: boolean, act: () => void, typed = 0): () => void {
  const begun = useRef<number | null>(null);
  const wasBusy = useRef(busy);
  useEffect(() => {
    if (wasBusy.current && !busy) begun.current = null;
    wasBusy.current = busy;
  }, [busy]);
  useEffect(() => { begun.current = null; }, [typed]);
  return () => {
    const now = performance.now();
    if (busy || (begun.current !== null && now - begun.current < DOUBLE_CLICK_MS)) return;
    begun.current = now;
    act();
  };
}
