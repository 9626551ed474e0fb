import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { AccountKind, AccountStatus, CheckOutcome, CheckState, StepStateName, Verdict } from "../api/types.ts";

interface Look {
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
};

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

function Badge({ look, label }: { look: Look; label?: string | undefined }) {
  return (
    <StatusIndicator type={look.type} wrapText={false}>
      {label ?? look.text}
    </StatusIndicator>
  );
}

export const StepStateBadge = ({ state, label }: { state: StepStateName; label?: string }) => (
  <Badge look={STEP_STATES[state]} label={label} />
);
export const AccountStatusBadge = ({ status }: { status: AccountStatus }) => <Badge look={ACCOUNT_STATUSES[status]} />;
export const OutcomeBadge = ({ outcome }: { outcome: CheckOutcome }) => <Badge look={OUTCOMES[outcome]} />;
export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => <Badge look={VERDICTS[verdict]} />;
export const CheckStateBadge = ({ state }: { state: CheckState }) => <Badge look={CHECK_STATES[state]} />;
