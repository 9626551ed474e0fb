import ContentLayout from "@cloudscape-design/components/content-layout";
import { createContext, type ReactNode, use, useEffect } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";

export interface Crumb {
  text: string;
  href: string;
}
/** Set by the shell; pages hand their crumbs up through it. */
export const CrumbsContext = createContext<(crumbs: readonly Crumb[]) => void>(() => undefined);

/** What a navigation says about the focus. */
export interface PageState {
  /** It replaces the page and yet shows something new. */
  focusHeading?: boolean;
  /** It changes what the page shows, and whoever did it goes on where they are. */
  keepFocus?: boolean;
}

let firstPage = true;

/**
 * What every page does: document title, breadcrumbs, and after a navigation the focus on its heading, so that
 * keyboard and screen reader start where the eye does.
 *
 * @param crumbs the way to the page, the page itself last
 */
export function usePage(title: string, crumbs: readonly Crumb[]): void {
  const setCrumbs = use(CrumbsContext);
  const location = useLocation();
  const { pathname } = location;
  const state = location.state as PageState | null;
  const asked = state?.focusHeading === true;
  const kept = state?.keepFocus === true;
  const how = useNavigationType();
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    document.title = `${title} – Landfast`;
  }, [title]);
  useEffect(() => {
    setCrumbs(JSON.parse(key) as Crumb[]);
  }, [key, setCrumbs]);
  useEffect(() => {
    const first = firstPage;
    firstPage = false;
    if (first || kept || (how === NavigationType.Replace && !asked)) return;
    focusHeading();
  }, [pathname, how, asked, kept]);
}

/** Moves the focus to the page's heading. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>("main h1");
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

interface PageProps {
  title: string;
  crumbs: readonly Crumb[];
  /** Holds the `h1`. */
  header: ReactNode;
  children: ReactNode;
}

/** A page with a header over its content. */
export function Page({ title, crumbs, header, children }: PageProps) {
  usePage(title, crumbs);
  return <ContentLayout header={header}>{children}</ContentLayout>;
}
