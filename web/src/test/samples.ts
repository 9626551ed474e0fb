import type {
  AccountView, ActionView, CapabilityView, ExternalIdView, FindingView, Instructions, OwnerLinkList, OwnerLinkView, OwnerView, PermissionsView, ReportView, RotationView,
  SessionView, StepState, StepView, WebhookView,
} from "../api/types.ts";

/** Samples of what the server sends; each test says only what matters to it. */
const action = (name: string, why_not: string | null = null): ActionView => ({ name, allowed: why_not === null, why_not });

export const ID = "012345678901";

export const account = (more: Partial<AccountView> = {}): AccountView => ({
  account_id: ID, name: "Harbour", region: "us-east-1", partition: "aws", method: "console_stack", trust: "role",
  capabilities: ["billing", "cost-explorer", "recommendations", "inventory"], tag_access: "read", kind: null, payer: null,
  payer_registered: false, organization_id: null, status: "registering", role_arn: null,
  created_at: "2026-11-20T10:00:00Z", confirmed_at: null, last_check_at: null,
  steps: [{ step: "api-access", title: "API access", state: "open", summary: "Ready to set up" }],
  actions: [action("rename"), action("confirm", "API access has not passed yet."), action("remove")],
  blockers: ["API access has not passed yet."],
  ...more,
});

export const confirmable = (more: Partial<AccountView> = {}): AccountView =>
  account({
    kind: "standalone", role_arn: `arn:aws:iam::${ID}:role/landfast/landfast-abc`,
    actions: [action("rename"), action("confirm"), action("remove")], blockers: [], ...more,
  });

export const instructions: Instructions = {
  launch_url: "https://console.example/quickcreate", why_not_ready: null, template_url: "https://templates.example/t.yaml",
  template_version: "abc", template_sha256: "00ff", stack_name: "landfast-api-access", region: "us-east-1",
  role_arn: `arn:aws:iam::${ID}:role/landfast/landfast-abc`, external_id_in_trust: `lf-sample:${ID}`, server_policy: null,
  template_download: null, upload_url: null, token_trust: null,
  parameters: [{ name: "ExternalId", value: "lf-sample", editable: false, about: "Do not change." }],
  commands: { aws_cli: "aws cloudformation create-stack", terraform: null, terraform_by_hand: null }, update: null,
};

export const step = (state: StepState, more: Partial<StepView> = {}): StepView => ({
  step: "api-access", title: "API access", about: "A role.", state, revision: 1, report: null, check: null,
  actions: [action("check"), action("follow"), action("set_role"), action("skip"), action("resume", "Not skipped.")],
  instructions, ...more,
});

export const finding = (more: Partial<FindingView> = {}): FindingView => ({
  code: "account_matches", title: "The role is in the registered account", outcome: "met", mistake: null, expected: null,
  found: ID, remedy: null, causes: [], help: "/help/account_matches", ...more,
});

export const report = (checks: FindingView[], verdict: ReportView["verdict"] = "action_needed"): ReportView => ({
  verdict, at: "2026-11-21T10:00:00Z", role_arn: instructions.role_arn, checks, difference: null,
});

export const ownerView = (more: Partial<OwnerView> = {}): OwnerView => ({
  asked_by: "ada@harbour.example", workspace: "Harbour", expires_at: "2026-11-28T10:00:00Z", account_id: ID, name: "Quay",
  region: "us-east-1", partition: "aws", method: "console_stack", done: false, why_nothing: null,
  steps: [ownerStep({ state: "open" })], cannot: ["Create or delete anything."],
  grants: [capability("identity", "Identity", { choice: "always" }), capability("billing", "Billing")], ...more,
});

/** A step with the actions that a link allows. */
export const ownerStep = (state: StepState, more: Partial<StepView> = {}): StepView =>
  step(state, { actions: [action("check"), action("follow"), action("set_role")], ...more });

export const ownerLink = (more: Partial<OwnerLinkView> = {}): OwnerLinkView => ({
  link_id: "olk_1", state: "works", made_by: "ada@harbour.example", made_at: "2026-11-21T10:00:00Z",
  expires_at: "2026-11-28T10:00:00Z", last_used_at: null, revoked_by: null, revoked_at: null, actions: [action("revoke")], ...more,
});

export const ownerLinks = (items: OwnerLinkView[], why_not: string | null = null): OwnerLinkList => ({
  items, actions: [action("make", why_not)], usual_days: 7, most_days: 30,
});

export const session: SessionView = {
  email: "ada@harbour.example", role: "operator", via: "session",
  workspace: { workspace_id: "wsp_1", name: "Harbour", role: "operator" },
  workspaces: [{ workspace_id: "wsp_1", name: "Harbour", role: "operator" }],
};

/** Somebody who sees everything and changes nothing. */
export const readerSession: SessionView = {
  ...session, role: "reader", workspace: { ...session.workspace, role: "reader" },
  workspaces: [{ ...session.workspace, role: "reader" }],
};

const capability = (name: string, title: string, more: Partial<CapabilityView> = {}): CapabilityView => ({
  capability: name, title, about: `To do ${title.toLowerCase()}.`, choice: "switch", by_default: true,
  actions: [{ action: `${name}:Read`, resources: ["*"], reason: "Reads.", reads_tags: false, probed: true }], ...more,
});

export const permissions: PermissionsView = {
  template_version: "abc", template_sha256: "00ff", template_url: null, cannot: ["Create or delete anything."],
  capabilities: [
    capability("identity", "Identity", { choice: "always" }),
    capability("billing", "Billing"),
    capability("inventory", "Inventory"),
    capability("activation", "Activation", { by_default: false }),
    capability("tag-writing", "Tag writing", { choice: "tag_access", by_default: false }),
  ],
};

export const rotation = (more: Partial<RotationView> = {}): RotationView => ({
  external_id: "lf-next", in_trust_policy: `lf-next:${ID}`, since: "2026-11-21T09:00:00Z", answers_to: null, seen_at: null, ...more,
});

export const externalId = (more: Partial<ExternalIdView> = {}): ExternalIdView => ({
  external_id: "lf-sample", in_trust_policy: `lf-sample:${ID}`, rotation: null,
  actions: [action("rotate"), action("finish", "Nothing is being rotated."), action("cancel", "Nothing is being rotated.")],
  ...more,
});

export const webhook = (more: Partial<WebhookView> = {}): WebhookView => ({
  webhook_id: "whk_1", name: "On call", origin: "https://hooks.example.com", url_end: "Xyz9", format: "landfast", kinds: [], state: "enabled",
  created_at: "2026-11-20T10:00:00Z", created_by: "ada@harbour.example", failing_since: null, ...more,
});
