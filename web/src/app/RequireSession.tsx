import Box from "@cloudscape-design/components/box";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Navigate, useLocation } from "react-router";
import { problemCode } from "../api/failure.ts";
import { session } from "../api/session.ts";
import { chooseWorkspace, currentWorkspace } from "../api/workspace.ts";
import { Loading } from "../ui/Loading.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Shell } from "./Shell.tsx";

/** Shows the console to somebody who is signed in; leads everybody else to the sign-in page and back. */
export function RequireSession() {
  const { data, error, refetch } = useQuery(session);
  const client = useQueryClient();
  const { pathname, search } = useLocation();
  // A workspace that was chosen in an earlier visit may be gone: fall back to the person's first.
  const stale = problemCode(error) === "workspace_not_found" && currentWorkspace() !== null;
  useEffect(() => {
    if (!stale) return;
    chooseWorkspace(null);
    void client.resetQueries({ queryKey: session.queryKey });
  }, [stale, client]);

  if (data !== undefined) return <Shell session={data} />;
  if (problemCode(error) === "sign_in_required") {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  if (error === null || stale) return <Loading what="your session" />;
  return (
    <Box padding="xxl">
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    </Box>
  );
}
