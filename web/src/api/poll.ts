import type { StepView } from "./types.ts";

/** Bounds in milliseconds of the time between two looks at a step that is under way. */
const SOONEST_MS = 1_000;
const LATEST_MS = 15_000;

/**
 * How long until a step is asked for again, in milliseconds; `false` when nothing is under way.
 *
 * Backs off with the age of what is waited for (a quarter of it), but is never late for a time that the
 * server announced. Live events come on top; this keeps the page true without them.
 */
export function pollDelay(step: StepView | undefined, now: number): number | false {
  if (step === undefined) return false;
  const state = step.state;
  switch (state.state) {
    case "checking":
      return clamp((now - Date.parse(state.since)) / 4);
    case "waiting": {
      const untilNext = Date.parse(state.next_at) - now;
      return untilNext > 0 ? Math.min(clamp(untilNext), LATEST_MS) : clamp((now - Date.parse(state.next_at)) / 4);
    }
    case "locked":
    case "open":
    case "passed":
    case "blocked":
    case "drifted":
    case "skipped":
      return false;
  }
}

function clamp(delay: number): number {
  return Math.min(Math.max(delay, SOONEST_MS), LATEST_MS);
}
