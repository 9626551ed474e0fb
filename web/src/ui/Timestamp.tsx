import { fullTime, relativeTime } from "./time.ts";
import { useNow } from "./use-now.ts";

/** A time as its distance from now, in full on hover; a dash when it has not happened. */
export function Timestamp({ at }: { at: string | null }) {
  // Another time begins with a now of its own: by that of the old one, what has just happened would lie ahead.
  return at === null ? <>–</> : <Moment key={at} at={at} />;
}

function Moment({ at }: { at: string }) {
  const now = useNow(20_000);
  return (
    <time dateTime={at} title={fullTime(at)} className="lf-nowrap">
      {relativeTime(at, now)}
    </time>
  );
}
