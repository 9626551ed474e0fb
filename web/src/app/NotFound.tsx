import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { LinkButton } from "../ui/Links.tsx";
import { Page } from "./page.tsx";

export function NotFound() {
  return (
    <Page
      title="Page not found"
      crumbs={[{ text: "Page not found", href: "#" }]}
      header={<Header variant="h1">Page not found</Header>}
    >
      <Box variant="p">There is no page at this address. It may have been typed wrongly, or what it showed was removed.</Box>
      <LinkButton to="/accounts">Go to the accounts</LinkButton>
    </Page>
  );
}

/** A page failed to load or to draw: an update of the server is the usual reason. */
export function RouteFailure() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <Box padding="xxl" textAlign="center">
      <Box variant="h1">This page could not be shown</Box>
      <Box variant="p">
        {error instanceof Error ? error.message : "Something unexpected happened."} If the server was updated meanwhile,
        loading the page again helps.
      </Box>
      <a href={globalThis.location.href}>Load the page again</a>
    </Box>
  );
}
