import I18nProvider from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, type RouteObject, RouterProvider } from "react-router";
import { session } from "../api/session.ts";
import type { SessionView } from "../api/types.ts";
import { NotificationBar, Notifications } from "../app/notifications.tsx";

/** A client that does not try again by itself: a test sees the first answer. */
const quickClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

/**
 * Draws routes of the console at an address, with everything around them that the app has.
 *
 * @param who what the shell knows of the person; without it nobody has asked yet
 */
export function renderRoutes(routes: RouteObject[], at: string, who?: SessionView) {
  const client = quickClient();
  if (who !== undefined) client.setQueryData(session.queryKey, who);
  const router = createMemoryRouter(
    routes.map((route) => ({ HydrateFallback: () => null, ...route })),
    { initialEntries: [at] },
  );
  render(
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={client}>
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
