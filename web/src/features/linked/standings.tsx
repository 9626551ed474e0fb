import type {
  MemberStanding, MemberState, RunKind, RunLegKind, RunLegState, RunState, StackSetAction, StackSetFlawKind, StackSetOperationState, StackState,
} from "../../api/types.ts";
import { Badge, type Look } from "../../ui/badges.tsx";

// Records over the closed sets of the contract: a value that is added there breaks the build here.
export const STANDINGS: Record<MemberStanding, Look> = {
  not_activated: { type: "pending", text: "Not activated" },
  not_reached: { type: "warning", text: "Not reached" },
  unanswered: { type: "error", text: "Deployed, no answer" },
  activating: { type: "in-progress", text: "Activating" },
  active: { type: "success", text: "Active" },
  update_available: { type: "info", text: "Update available" },
  attention: { type: "error", text: "Needs attention" },
  unavailable: { type: "stopped", text: "Unavailable" },
  left: { type: "stopped", text: "Left the organization" },
};

/** What so many accounts do: "1 needs attention", "2 need attention". */
export const standingWords = (standing: MemberStanding, accounts: number): string =>
  standing === "attention" && accounts !== 1 ? "need attention" : STANDINGS[standing].text.toLowerCase();

export const MEMBER_STATES: Record<MemberState, string> = {
  pending_activation: "Not activated by AWS yet",
  active: "Active",
  suspended: "Suspended",
  pending_closure: "Being closed",
  closed: "Closed",
};

export const STACK_STATES: Record<StackState, Look> = {
  none: { type: "stopped", text: "No instance" },
  pending: { type: "in-progress", text: "Pending" },
  current: { type: "success", text: "Current" },
  outdated: { type: "info", text: "Outdated" },
  failed: { type: "error", text: "Failed" },
};

export const FLAWS: Record<StackSetFlawKind, string> = {
  other_template: "The StackSet has another template",
  wrong_parameter: "A parameter of the StackSet is wrong",
  other_choice: "The StackSet has other choices",
  no_auto_deployment: "New accounts are not reached by themselves",
  not_service_managed: "The StackSet is self-managed",
  no_managed_execution: "Operations do not wait for each other",
};

export const OPERATION_ACTIONS: Record<StackSetAction, string> = {
  create: "deploy",
  update: "update",
  delete: "delete",
  detect_drift: "detect drift",
  other: "another action",
};

export const OPERATION_STATES: Record<StackSetOperationState, Look> = {
  queued: { type: "pending", text: "Queued" },
  running: { type: "in-progress", text: "Running" },
  stopping: { type: "in-progress", text: "Stopping" },
  stopped: { type: "stopped", text: "Stopped" },
  succeeded: { type: "success", text: "Succeeded" },
  failed: { type: "error", text: "Failed" },
  unknown: { type: "info", text: "In a state that is not known here" },
};

export const RUN_KINDS: Record<RunKind, string> = { start: "Roll-out", retry: "Retry", update: "Update" };

export const RUN_STATES: Record<RunState, Look> = {
  walking: { type: "in-progress", text: "Under way" },
  stopping: { type: "in-progress", text: "Stopping" },
  done: { type: "success", text: "Done" },
  stopped: { type: "stopped", text: "Stopped" },
  refused: { type: "error", text: "Not possible" },
};

export const LEGS: Record<RunLegKind, string> = {
  make: "Make the StackSet",
  deploy: "Deploy to",
  redo: "Retry in",
  update: "Update the StackSet and its instances",
  prove: "Prove every account of the canary",
  gate: "Wait for somebody to let the rest follow",
};

export const LEG_STATES: Record<RunLegState, Look> = {
  done: { type: "success", text: "Done" },
  current: { type: "in-progress", text: "Now" },
  coming: { type: "pending", text: "To come" },
};

export const StandingBadge = ({ standing }: { standing: MemberStanding }) => <Badge look={STANDINGS[standing]} />;
