import LiveRegion from "@cloudscape-design/components/live-region";
import { shownCountdown, spokenCountdown } from "./time.ts";
import { useNow } from "./use-now.ts";

interface CountdownProps {
  /** What happens then: "Next try". */
  label: string;
  /** RFC 3339. */
  until: string;
  /** What is said once the time is over. */
  over?: string;
}

/** Counts down to a time; the eye sees every second, a screen reader is told now and then, politely. */
export function Countdown({ label, until, over = "any moment" }: CountdownProps) {
  const now = useNow(1_000);
  const seconds = Math.ceil((Date.parse(until) - now) / 1000);
  return (
    <span data-testid="countdown">
      <span aria-hidden="true">
        {label}: {seconds > 0 ? shownCountdown(seconds) : over}
      </span>
      <LiveRegion hidden tagName="span">
        {label} {seconds > 0 ? spokenCountdown(seconds) : over}
      </LiveRegion>
    </span>
  );
}
