import AppLayout, { type AppLayoutProps } from "@cloudscape-design/components/app-layout";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import { Suspense, useState } from "react";
import { Outlet, useMatches, useNavigate } from "react-router";
import type { SessionView } from "../api/types.ts";
import { Loading } from "../ui/Loading.tsx";
import { NotificationBar } from "./notifications.tsx";
import { type Crumb, CrumbsContext, focusHeading } from "./page.tsx";
import { SideNav } from "./SideNav.tsx";
import { TopBar } from "./TopBar.tsx";
import { useLive } from "./use-live.ts";

/** What a route tells the shell about its layout. */
export interface LayoutHandle {
  contentType: AppLayoutProps.ContentType;
}

const NARROW_PX = 768;

/** The frame around every page: top bar, side navigation, breadcrumbs, notices. */
export function Shell({ session }: { session: SessionView }) {
  useLive();
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  const [navOpen, setNavOpen] = useState(globalThis.innerWidth >= NARROW_PX);
  const handle = useMatches().at(-1)?.handle as LayoutHandle | undefined;
  const closeIfNarrow = () => {
    if (globalThis.innerWidth < NARROW_PX) setNavOpen(false);
  };
  return (
    <CrumbsContext value={setCrumbs}>
      <SkipLink />
      <div id="top-bar" className="lf-top-bar">
        <TopBar session={session} />
      </div>
      <AppLayout
        headerSelector="#top-bar"
        contentType={handle?.contentType ?? "default"}
        toolsHide
        navigation={<SideNav onFollow={closeIfNarrow} />}
        navigationOpen={navOpen}
        onNavigationChange={({ detail }) => { setNavOpen(detail.open); }}
        breadcrumbs={<Crumbs crumbs={crumbs} />}
        notifications={<NotificationBar />}
        stickyNotifications
        content={
          <Suspense fallback={<Loading what="the page" />}>
            <Outlet />
          </Suspense>
        }
      />
    </CrumbsContext>
  );
}

function SkipLink() {
  return (
    <a
      className="lf-skip-link"
      href="#content"
      onClick={(event) => {
        event.preventDefault();
        focusHeading();
      }}
    >
      Skip to content
    </a>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const navigate = useNavigate();
  return (
    <BreadcrumbGroup
      items={[...crumbs]}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href);
      }}
    />
  );
}
