import I18nProvider from "@cloudscape-design/components/i18n";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router";
import { useKeptFocus } from "./keep-focus.ts";
import { Notifications } from "./notifications.tsx";
import { newQueryClient } from "./query-client.ts";
import { newRouter } from "./routes.tsx";

/** The console. */
export function App() {
  useKeptFocus();
  const [client] = useState(newQueryClient);
  const [router] = useState(newRouter);
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={client}>
        <Notifications>
          <RouterProvider router={router} />
        </Notifications>
      </QueryClientProvider>
    </I18nProvider>
  );
}
