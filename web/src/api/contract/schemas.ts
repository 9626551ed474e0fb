/**
 * The schemas of the HTTP contract, by their names in the OpenAPI document, grouped by resource.
 * Written by hand until `npm run gen` writes `src/api/generated/schema.d.ts`; only `src/api/types.ts` imports this.
 */
export type ProblemCode =
  | "account_id_invalid" | "account_id_taken" | "account_name_invalid" | "account_name_taken" | "account_not_found"
  | "region_invalid" | "method_unknown" | "role_arn_invalid" | "role_arn_other_account" | "role_arn_other_partition"
  | "step_not_found" | "step_not_applicable" | "action_not_allowed" | "check_not_found" | "cursor_invalid"
  | "sign_in_failed" | "sign_in_required" | "too_many_attempts" | "forbidden" | "workspace_not_found"
  | "workspace_name_taken" | "one_time_link_invalid" | "password_too_weak" | "email_invalid" | "user_exists"
  | "user_not_found" | "last_operator" | "token_not_found" | "token_expiry_invalid" | "work_not_found"
  | "identity_unavailable" | "template_unpublished" | "body_invalid" | "body_too_large" | "not_found"
  | "method_not_allowed" | "unavailable" | "internal";
export interface FieldProblem { path: string; code: ProblemCode; detail: string }
export interface Problem {
  code: ProblemCode; title: string; detail: string; fields: FieldProblem[]; hints: string[]; request_id: string; help: string;
}

export interface Health { status: "ok"; version: string }
export interface IdentityAttempt { source: string; outcome: "used" | "not_tried" | "absent" | "failed"; detail: string }
export interface IdentityView {
  available: boolean; account: string | null; principal_arn: string | null; partition: string | null;
  source: string | null; tried: IdentityAttempt[]; trouble: string | null;
}

export type Role = "operator" | "reader";
export interface WorkspaceView { workspace_id: string; name: string; role: Role }
export interface SessionView {
  email: string; role: Role; workspace: WorkspaceView; workspaces: WorkspaceView[]; via: "session" | "token";
}
export interface SetupView { needed: boolean }
export interface SetupDraft { link: string; email?: string; password: string; workspace?: string }
export interface SignIn { email: string; password: string }
export interface UserView { user_id: string; email: string; role: Role; created_at: string; invited: boolean }
export interface UserDraft { email: string; role: Role }
export interface InvitationView { user: UserView; link: string; expires_at: string }
export interface TokenView {
  token_id: string; name: string; role: Role; created_at: string; created_by: string; expires_at: string;
  last_used_at: string | null;
}
export interface TokenDraft { name: string; role: Role; expires_in_days: number }
export interface NewTokenView { token: string; view: TokenView }

export type AccountKind = "payer" | "linked" | "standalone";
export type Method = "console_stack" | "role_arn" | "cli";
export type AccountStatus = "registering" | "active" | "attention" | "waiting";
export interface ActionView { name: string; allowed: boolean; why_not: string | null }
export type StepName = "api-access" | "billing-export" | "linked-accounts";
export type StepStateName =
  | "locked" | "open" | "checking" | "passed" | "blocked" | "waiting" | "drifted" | "skipped";
export interface StepSummary { step: StepName; title: string; state: StepStateName; summary: string }
export interface AccountView {
  account_id: string; name: string; region: string; partition: string; method: Method; kind: AccountKind | null;
  payer: string | null; payer_registered: boolean; organization_id: string | null; status: AccountStatus;
  role_arn: string | null; created_at: string; confirmed_at: string | null; last_check_at: string | null;
  steps: StepSummary[]; actions: ActionView[]; blockers: string[];
}
export interface AccountDraft { account_id: string; name?: string; region?: string; method: Method }
export interface AccountChange { name?: string; region?: string }
export interface RemovalView { account_id: string; left_in_aws: string[] }

export type WaitReason = "new_role" | "not_deployed" | "trouble";
export type StepState =
  | { state: "locked"; why: string; coming: boolean }
  | { state: "open" }
  | { state: "checking"; check_id: string; since: string }
  | { state: "passed"; at: string }
  | { state: "blocked"; at: string }
  | {
      state: "waiting"; check_id: string | null; since: string; next_at: string; why: WaitReason;
      patience_ends_at: string | null;
    }
  | { state: "drifted"; passed_at: string; found_at: string }
  | { state: "skipped"; at: string; by: string };
export interface StackParameter { name: string; value: string; editable: boolean; about: string }
export interface Commands { aws_cli: string; terraform: string | null }
export interface Instructions {
  launch_url: string | null; why_not_ready: string | null; template_url: string | null; template_version: string;
  template_sha256: string; stack_name: string; region: string; role_arn: string; external_id_in_trust: string;
  parameters: StackParameter[]; commands: Commands;
}
export type CheckState = "queued" | "running" | "waiting" | "done";
export type CheckTrigger = "person" | "follow" | "schedule";
export type CheckOutcome = "met" | "not_met" | "unknown" | "not_run";
export interface CauseView { mistake: string; title: string; cure: string }
export interface FindingView {
  code: string; title: string; outcome: CheckOutcome; mistake: string | null; expected: string | null;
  found: string | null; remedy: string | null; causes: CauseView[]; help: string;
}
export type Verdict = "pass" | "action_needed" | "try_later";
export interface ReportView { verdict: Verdict; at: string; role_arn: string; checks: FindingView[] }
export interface CheckView {
  check_id: string; step: StepName; state: CheckState; trigger: CheckTrigger; asked_at: string; asked_by: string | null;
  tries: number; next_at: string | null; patience_ends_at: string | null; done_at: string | null;
  report: ReportView | null;
}
export interface CheckDraft { trigger?: "person" | "follow" }
export interface StepView {
  step: StepName; title: string; about: string; state: StepState; revision: number; report: ReportView | null;
  check: CheckView | null; actions: ActionView[]; instructions: Instructions | null;
}
export interface RoleDraft { role_arn: string }

export interface ActivityView {
  sequence: number; at: string; actor: string; action: string; account_id: string | null; summary: string;
  request_id: string | null;
}
export interface VerificationView { intact: boolean; entries: number; broken_at: number | null }
export type WorkState = "ready" | "leased" | "dead";
export interface WorkView {
  work_id: string; kind: string; state: WorkState; attempts: number; max_attempts: number; run_at: string;
  account_id: string | null; last_error: string | null;
}
export interface PermissionView { action: string; resources: string[]; reason: string; probed: boolean }
export interface CapabilityView { capability: string; title: string; about: string; actions: PermissionView[] }
export interface PermissionsView {
  template_version: string; template_sha256: string; template_url: string | null; capabilities: CapabilityView[];
  cannot: string[];
}
export interface LiveEvent { topic: "account" | "activity" | "work"; account_id: string | null }
