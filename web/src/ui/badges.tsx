import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type {
  AccountKind, AccountStatus, CheckOutcome, CheckState, DriftReason, StepState, StepStateName, StepSummary, Verdict,
} from "../api/types.ts";

export interface Look {
  type: StatusIndicatorProps.Type;
  text: string;
}

// Records over the closed sets of the contract: a value that is added there breaks the build here.
export const STEP_STATES: Record<StepStateName, Look> = {
  locked: { type: "stopped", text: "Locked" },
  open: { type: "pending", text: "To do" },
  checking: { type: "in-progress", text: "Checking" },
  passed: { type: "success", text: "Passed" },
  blocked: { type: "error", text: "Action needed" },
  waiting: { type: "pending", text: "Waiting" },
  drifted: { type: "warning", text: "Drifted" },
  skipped: { type: "stopped", text: "Skipped" },
};

export const ACCOUNT_STATUSES: Record<AccountStatus, Look> = {
  registering: { type: "in-progress", text: "Registering" },
  active: { type: "success", text: "Active" },
  attention: { type: "error", text: "Needs attention" },
  waiting: { type: "pending", text: "Waiting" },
  update_available: { type: "info", text: "Update available" },
};

/** A drifted step by its reason: a finding is a warning, an update is news. */
export const DRIFTS: Record<DriftReason, Look> = {
  finding: STEP_STATES.drifted,
  update_available: { type: "info", text: "Update available" },
};

/** How the state of a step looks, its reason included. */
export const stepLook = (state: StepState): Look => (state.state === "drifted" ? DRIFTS[state.why] : STEP_STATES[state.state]);

export const OUTCOMES: Record<CheckOutcome, Look> = {
  met: { type: "success", text: "Met" },
  not_met: { type: "error", text: "Not met" },
  unknown: { type: "pending", text: "Could not be checked" },
  not_run: { type: "stopped", text: "Not run" },
};

export const VERDICTS: Record<Verdict, Look> = {
  pass: { type: "success", text: "Passed" },
  action_needed: { type: "error", text: "Action needed" },
  try_later: { type: "pending", text: "Tried again later" },
};

export const CHECK_STATES: Record<CheckState, Look> = {
  queued: { type: "pending", text: "Queued" },
  running: { type: "in-progress", text: "Running" },
  waiting: { type: "pending", text: "Waiting" },
  done: { type: "success", text: "Done" },
};

export const KINDS: Record<AccountKind, string> = { payer: "Payer", linked: "Linked", standalone: "Standalone" };

/** The word for a kind that may not be known yet. */
export const kindText = (kind: AccountKind | null) => (kind === null ? "Not known yet" : KINDS[kind]);

interface BadgeProps {
  look: Look;
  label?: string | undefined;
  /** Lets a long label break into lines. */
  wrap?: boolean;
}

/** A look with its own word, or with `label`. */
export function Badge({ look, label, wrap = false }: BadgeProps) {
  return (
    <StatusIndicator type={look.type} wrapText={wrap}>
      {wrap ? <span className="lf-words">{label ?? look.text}</span> : (label ?? look.text)}
    </StatusIndicator>
  );
}

export const StepStateBadge = ({ state, label }: { state: StepStateName; label?: string }) => (
  <Badge look={STEP_STATES[state]} label={label} />
);
/** A step as the server says it, or in one line while that is all there is. */
export const StepBadge = ({ state, summary }: { state: StepState | undefined; summary: StepSummary }) => (
  <Badge look={state === undefined ? STEP_STATES[summary.state] : stepLook(state)} />
);
export const AccountStatusBadge = ({ status }: { status: AccountStatus }) => <Badge look={ACCOUNT_STATUSES[status]} />;
export const OutcomeBadge = ({ outcome }: { outcome: CheckOutcome }) => <Badge look={OUTCOMES[outcome]} />;
export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => <Badge look={VERDICTS[verdict]} />;
export const CheckStateBadge = ({ state }: { state: CheckState }) => <Badge look={CHECK_STATES[state]} />;
