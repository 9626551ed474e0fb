import I18nProvider from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, type RouteObject, RouterProvider } from "react-router";
import { NotificationBar, Notifications } from "../app/notifications.tsx";

/** A client that does not try again by itself: a test sees the first answer. */
const quickClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

/** Draws routes of the console at an address, with everything around them that the app has. */
export function renderRoutes(routes: RouteObject[], at: string) {
  const router = createMemoryRouter(
    routes.map((route) => ({ HydrateFallback: () => null, ...route })),
    { initialEntries: [at] },
  );
  render(
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={quickClient()}>
        <Notifications>
          <RouterProvider router={router} />
        </Notifications>
      </QueryClientProvider>
    </I18nProvider>,
  );
  return router;
}

/** Draws one piece of the interface. */
export const renderPiece = (piece: ReactNode) => renderRoutes([{ path: "*", element: piece }], "/");

/** A page with the notices over it. */
export const withNotices = (element: ReactNode) => (
  <>
    <NotificationBar />
    {element}
  </>
);
