/**
 * The page to show after sign-in. Only a path of this console is taken: an address of another host in the
 * link (`//host`, `https:`) must not turn the sign-in page into a way to lead people astray.
 */
export function safeNext(next: string | null): string {
  const home = "/accounts";
  if (next?.startsWith("/") !== true) return home;
  const url = new URL(next, globalThis.location.origin);
  return url.origin === globalThis.location.origin ? url.pathname + url.search : home;
}
