import type { ActivatedState, ActivationReason, ActivationState, PermitState } from "../../api/types.ts";
import type { Look } from "../../ui/badges.tsx";

// Records over the closed sets of the contract: a value that is added there breaks the build here.
export const ACTIVATION_STATES: Record<ActivationState, Look> = {
  waiting: { type: "pending", text: "Waiting for its permit" },
  running: { type: "in-progress", text: "Running" },
  stopping: { type: "in-progress", text: "Stopping" },
  stopped: { type: "stopped", text: "Stopped" },
  done: { type: "success", text: "Done" },
};

export const ACTIVATED_STATES: Record<ActivatedState, Look> = {
  queued: { type: "pending", text: "To do" },
  entering: { type: "in-progress", text: "Entering" },
  creating: { type: "in-progress", text: "Creating its stack" },
  proving: { type: "in-progress", text: "Checking" },
  done: { type: "success", text: "Activated" },
  failed: { type: "error", text: "Failed" },
  skipped: { type: "stopped", text: "Skipped" },
};

export const PERMIT_STATES: Record<PermitState, Look> = {
  asked: { type: "pending", text: "Waiting for its stack" },
  open: { type: "success", text: "Open" },
  unsafe: { type: "error", text: "Unsafe, not used" },
  ran_out: { type: "stopped", text: "Ran out" },
  ending: { type: "pending", text: "To be removed" },
  gone: { type: "success", text: "Proven gone" },
};

export const REASONS: Record<ActivationReason, string> = {
  member_role_missing: "Its role is missing, or does not trust the payer",
  refused_by_scp: "A policy of the organization denies it",
  member_role_lacks_rights: "Its role may not create the stack",
  stack_name_taken: "A stack of that name is there already",
  role_name_taken: "A role or policy of that name is there already",
  region_closed: "The region is not enabled there",
  account_unavailable: "The account is not active in AWS",
  stack_failed: "CloudFormation could not make the stack",
  not_proven: "The role did not pass its check",
  permit_ended: "The permit ran out, or does not reach it",
  gave_up: "It took too long",
};
