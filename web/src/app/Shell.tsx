import AppLayout, { type AppLayoutToolbarProps } from "@cloudscape-design/components/app-layout-toolbar";
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
import { narrow, useNarrow } from "./use-narrow.ts";

/** What a route tells the shell about its layout. */
export interface LayoutHandle {
  contentType: AppLayoutToolbarProps.ContentType;
}

/** The frame around every page: top bar, side navigation, breadcrumbs, notices. */
export function Shell({ session }: { session: SessionView }) {
  useLive();
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  const isNarrow = useNarrow();
  // Remembered apart: the layout closes the navigation on a narrow window, which says nothing about a wide one.
  const [open, setOpen] = useState({ narrow: false, wide: true });
  const handle = useMatches().at(-1)?.handle as LayoutHandle | undefined;
  const closeIfNarrow = () => { setOpen((now) => ({ ...now, narrow: false })); };
  return (
    <CrumbsContext value={setCrumbs}>
      <div id="top-bar" className="lf-top-bar">
        <SkipLink />
        <TopBar session={session} />
      </div>
      <AppLayout
        headerSelector="#top-bar"
        contentType={handle?.contentType ?? "default"}
        toolsHide
        navigation={<SideNav onFollow={closeIfNarrow} />}
        navigationOpen={isNarrow ? open.narrow : open.wide}
        onNavigationChange={({ detail }) => {
          setOpen((now) => ({ ...now, [narrow().matches ? "narrow" : "wide"]: detail.open }));
        }}
        breadcrumbs={<Crumbs crumbs={crumbs} />}
        notifications={<NotificationBar />}
        stickyNotifications
        content={
          <div id="content">
            <Suspense fallback={<Loading what="the page" />}>
              <Outlet />
            </Suspense>
          </div>
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
