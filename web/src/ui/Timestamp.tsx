import { fullTime, relativeTime } from "./time.ts";
import { useNow } from "./use-now.ts";

/** A time as its distance from now, in full on hover; a dash when it has not happened. */
export function Timestamp({ at }: { at: string | null }) {
  const now = useNow(20_000);
  if (at === null) return <>–</>;
  return (
    <time dateTime={at} title={fullTime(at)} className="lf-nowrap">
      {relativeTime(at, now)}
    </time>
  );
}
