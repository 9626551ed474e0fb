import Box from "@cloudscape-design/components/box";
import { useQuery } from "@tanstack/react-query";
import { methods } from "../../api/keys.ts";
import { RouteLink } from "../../ui/Links.tsx";
import { METHODS } from "./methods.ts";

/** Why tiles of methods are disabled, and who can change it; a disabled tile is too pale to carry its own reason. */
export function OffMethods() {
  const { data } = useQuery(methods);
  // What only the server's own settings turn on is nobody's to choose here.
  const off = data?.items.filter(({ enabled, switched_by }) => !enabled && switched_by === "workspace") ?? [];
  if (off.length === 0) return null;
  return (
    <Box color="text-body-secondary">
      <span data-testid="methods-off">
        Off in this workspace: {off.map(({ method }) => METHODS[method].label).join(", ")}. An operator can turn it on in{" "}
        <RouteLink to="/settings/methods">Settings, Methods</RouteLink>, where it says why a role is better.
      </span>
    </Box>
  );
}
