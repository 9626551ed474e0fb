import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { useLocation } from "react-router";

export interface Notice {
  type: "success" | "info" | "warning" | "error";
  header: string;
  content?: ReactNode;
}
interface Shown extends Notice {
  id: string;
  /** `performance.now()` when it came. */
  at: number;
}

/** A notice outlives the navigation that it came with, and goes with the next one. */
const SAME_MOMENT_MS = 1_500;

interface NotificationsValue {
  shown: readonly Shown[];
  notify: (notice: Notice) => void;
  dismiss: (keep: (notice: Shown) => boolean) => void;
}
let count = 0;
const Context = createContext<NotificationsValue | null>(null);

/** Holds the notices over the page; {@link NotificationBar} draws them. */
export function Notifications({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const notify = useCallback((notice: Notice) => {
    const added = { ...notice, id: `notice-${(count += 1)}`, at: performance.now() };
    // The same words twice help nobody.
    setShown((now) => [added, ...now.filter((other) => other.header !== notice.header)].slice(0, 3));
  }, []);
  const dismiss = useCallback((keep: (notice: Shown) => boolean) => {
    setShown((now) => (now.every(keep) ? now : now.filter(keep)));
  }, []);
  const value = useMemo(() => ({ shown, notify, dismiss }), [shown, notify, dismiss]);
  return <Context value={value}>{children}</Context>;
}

function useNotifications(): NotificationsValue {
  const value = use(Context);
  if (value === null) throw new Error("useNotify needs <Notifications> around it");
  return value;
}

/** Shows a notice at the top of the page. */
export function useNotify(): (notice: Notice) => void {
  return useNotifications().notify;
}

export function NotificationBar() {
  const { shown, dismiss } = useNotifications();
  const { pathname } = useLocation();
  useEffect(() => {
    const now = performance.now();
    dismiss((notice) => now - notice.at < SAME_MOMENT_MS);
  }, [pathname, dismiss]);
  const items = shown.map(
    ({ id, type, header, content }): FlashbarProps.MessageDefinition => ({
      id,
      type,
      header,
      content,
      dismissible: true,
      dismissLabel: `Dismiss: ${header}`,
      onDismiss: () => { dismiss((notice) => notice.id !== id); },
      ariaRole: type === "error" ? "alert" : "status",
    }),
  );
  return <Flashbar items={items} i18nStrings={{ ariaLabel: "Notices" }} data-testid="notifications" />;
}
