import type { MemberStanding, MemberState } from "../../api/types.ts";
import { Badge, type Look } from "../../ui/badges.tsx";

// Records over the closed sets of the contract: a value that is added there breaks the build here.
export const STANDINGS: Record<MemberStanding, Look> = {
  not_activated: { type: "pending", text: "Not activated" },
  not_reached: { type: "warning", text: "Not reached" },
  activating: { type: "in-progress", text: "Activating" },
  active: { type: "success", text: "Active" },
  update_available: { type: "info", text: "Update available" },
  attention: { type: "error", text: "Needs attention" },
  unavailable: { type: "stopped", text: "Unavailable" },
  left: { type: "stopped", text: "Left the organization" },
};

export const MEMBER_STATES: Record<MemberState, string> = {
  pending_activation: "Not activated by AWS yet",
  active: "Active",
  suspended: "Suspended",
  pending_closure: "Being closed",
  closed: "Closed",
};

export const StandingBadge = ({ standing }: { standing: MemberStanding }) => <Badge look={STANDINGS[standing]} />;
