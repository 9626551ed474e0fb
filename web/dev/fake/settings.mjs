import { randomUUID } from "node:crypto";
import { fieldRefusal, Refusal } from "./problem.mjs";
import { OWN_ACCOUNT, PRINCIPAL } from "./views.mjs";

const days = (count) => new Date(Date.now() + count * 86_400_000).toISOString();

/** Enough to sign in by hand; the fake is never reachable from outside this machine. */
export const PASSWORD = "a long enough password";

export function sessionView(state) {
  const workspaces = state.workspaces.map((workspace, place) => (place === 0 ? { ...workspace, role: state.role } : workspace));
  return { email: state.email, role: state.role, workspace: workspaces[0], workspaces, via: "session" };
}

export function seedSettings() {
  return {
    email: "ada@harbour.example",
    signedIn: true,
    attempts: 0,
    keys: {
      method: "access_keys", enabled: false, changed_by: null, changed_at: null,
      why_roles_are_better: [
        "A key works for whoever has it, from anywhere, until somebody deletes it; a role lets in Landfast alone.",
        "A role can be proven to refuse everybody else; a key cannot.",
        "A role's credentials end by themselves within the hour.",
      ],
    },
    needed: false,
    role: "operator",
    workspaces: [
      { workspace_id: "wsp_1", name: "Harbour", role: "operator" },
      { workspace_id: "wsp_2", name: "Playground", role: "reader" },
    ],
    published: true,
    activity: [],
    users: [
      { user_id: "usr_1", email: "ada@harbour.example", role: "operator", created_at: days(-40), invited: false },
      { user_id: "usr_2", email: "linus@harbour.example", role: "reader", created_at: days(-2), invited: true },
    ],
    tokens: [
      { token_id: "tok_1", name: "nightly report", role: "reader", created_at: days(-12), created_by: "ada@harbour.example", expires_at: days(78), last_used_at: days(-0.2) },
    ],
    work: [
      { work_id: "wrk_1", kind: "account.check", state: "dead", attempts: 8, max_attempts: 8, run_at: days(-0.1), account_id: "777700001113", last_error: "the worker stopped while it was at work, eight times" },
    ],
  };
}

const gone = (list, key, id, code) => {
  const place = list.findIndex((each) => each[key] === id);
  if (place < 0) throw new Refusal(404, code, "It is not there.", `There is no ${id}.`);
  return place;
};

export const settingsRoutes = {
  "GET /health": () => ({ status: "ok", version: "0.1.0-fake" }),
  "GET /identity": () => ({
    available: true, account: OWN_ACCOUNT, principal_arn: PRINCIPAL, partition: "aws", source: "Container role",
    tried: [
      { source: "Environment variables", outcome: "absent", detail: "AWS_ACCESS_KEY_ID is not set" },
      { source: "Shared profile", outcome: "absent", detail: "There is no profile \"default\"" },
      { source: "Web identity", outcome: "failed", detail: "The token file could not be read: permission denied" },
      { source: "Container role", outcome: "used", detail: "Answered by the container credentials endpoint" },
      { source: "Instance role", outcome: "not_tried", detail: "An earlier source was used" },
    ],
    traps: [{
      code: "static_keys_win", title: "Static keys come before the container's role", help: "/help/static_keys_win",
      found: "AWS_ACCESS_KEY_ID was set when the server started, and a container role is offered too.",
      cure: "Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY out of the server's environment and start it again.",
    }],
    trouble: null,
  }),
  "GET /issuer": () => ({
    issuer: "https://landfast.example.com", usual_trust: "role", audience: "sts.example", static_files: false,
    keys: [{
      kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", state: "active", made_at: days(-40), made_by: "landfast",
      published_at: days(-40), signs_from: days(-40), published_until: null,
    }],
    documents: [
      { path: "/.well-known/openid-configuration", text: "{}" },
      { path: "/jwks.json", text: "{}" },
    ],
    actions: [{ name: "rotate", allowed: true, why_not: null }],
  }),
  "GET /settings/methods": ({ state }) => ({ items: [state.keys] }),
  "PUT /settings/methods": ({ state, body }) => {
    Object.assign(state.keys, { enabled: body.access_keys, changed_by: state.email, changed_at: days(0) });
    return { items: [state.keys] };
  },
  "GET /setup": ({ state }) => ({ needed: state.needed }),
  "POST /setup": ({ state, body }) => {
    if (body.link === "used") throw new Refusal(410, "one_time_link_invalid", "This link does not work any more.", "It was used, has expired, or was not copied to its end.", { hints: ["Ask an operator for a new invitation."] });
    if (body.password.length < 12) throw fieldRefusal("password_too_weak", "password", `Expected at least 12 characters, found ${body.password.length}.`);
    state.signedIn = true;
    state.needed = false;
    return sessionView(state);
  },
  "POST /session": ({ state, body }) => {
    state.attempts += 1;
    if (state.attempts > 5) throw new Refusal(429, "too_many_attempts", "Too many attempts.", "This address failed five times. Nobody was signed in.", { retryAfter: 45 });
    if (body.password !== PASSWORD) throw new Refusal(401, "sign_in_failed", "E-mail or password is wrong.", "Nobody was signed in. Check both and try again.");
    state.signedIn = true;
    return sessionView(state);
  },
  "GET /session": ({ state }) => sessionView(state),
  "DELETE /session": ({ state }) => {
    state.signedIn = false;
    return [204, null];
  },
  "GET /users": ({ state }) => ({ items: state.users }),
  "POST /users": ({ state, body }) => {
    if (!body.email.includes("@")) throw fieldRefusal("email_invalid", "email", `Expected an e-mail address, found "${body.email}".`);
    const user = { user_id: `usr_${randomUUID().slice(0, 6)}`, ...body, created_at: days(0), invited: true };
    state.users.push(user);
    return [201, { user, link: `/setup#lfl_${randomUUID().replaceAll("-", "")}`, expires_at: days(3) }];
  },
  "PATCH /users/:id": ({ state, id, body }) => {
    const user = state.users[gone(state.users, "user_id", id, "user_not_found")];
    const operators = state.users.filter((each) => each.role === "operator");
    if (operators.length === 1 && operators[0] === user && body.role === "reader") throw lastOperator();
    return Object.assign(user, body);
  },
  "DELETE /users/:id": ({ state, id }) => {
    const place = gone(state.users, "user_id", id, "user_not_found");
    if (state.users[place].role === "operator" && state.users.filter((each) => each.role === "operator").length === 1) throw lastOperator();
    state.users.splice(place, 1);
    return [204, null];
  },
  "GET /workspaces": ({ state }) => ({ items: sessionView(state).workspaces }),
  "POST /workspaces": ({ state, body }) => {
    if (!/^[\p{L}\p{N} _.-]{1,60}$/u.test(body.name)) throw fieldRefusal("workspace_name_invalid", "name", "A workspace's name has 1 to 60 letters, digits, blanks, hyphens, dots or underscores.");
    if (state.workspaces.some(({ name }) => name.toLowerCase() === body.name.toLowerCase())) throw fieldRefusal("workspace_name_taken", "name", "A workspace of this name is there already.");
    const workspace = { workspace_id: `wsp_${randomUUID().slice(0, 6)}`, name: body.name, role: "operator" };
    state.workspaces.push(workspace);
    return [201, workspace];
  },
  "GET /tokens": ({ state }) => ({ items: state.tokens }),
  "POST /tokens": ({ state, body }) => {
    if (!(body.expires_in_days >= 1 && body.expires_in_days <= 366)) throw fieldRefusal("token_expiry_invalid", "expires_in_days", `Expected 1 to 366 days, found ${body.expires_in_days}.`);
    const view = { token_id: `tok_${randomUUID().slice(0, 6)}`, name: body.name, role: body.role, created_at: days(0), created_by: state.email, expires_at: days(body.expires_in_days), last_used_at: null };
    state.tokens.push(view);
    return [201, { token: `lft_${randomUUID().replaceAll("-", "")}`, view }];
  },
  "DELETE /tokens/:id": ({ state, id }) => {
    state.tokens.splice(gone(state.tokens, "token_id", id, "token_not_found"), 1);
    return [204, null];
  },
  "GET /work": ({ state }) => ({ items: state.work }),
  "POST /work/:id/retry": ({ state, id }) => {
    const [work] = state.work.splice(gone(state.work, "work_id", id, "work_not_found"), 1);
    return { ...work, state: "ready", attempts: 0 };
  },
  "GET /permissions": () => ({
    template_version: "3f9c2a41d0be",
    template_sha256: "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
    template_url: "https://landfast-templates.s3.us-east-1.amazonaws.com/api-access-3f9c2a41d0be.yaml",
    capabilities: [
      {
        choice: "always", by_default: true, capability: "identity", title: "Identity", about: "To prove that the role is the right one and safe.",
        actions: [
          { action: "iam:GetRole", resources: ["the role itself"], reason: "Reads the trust policy, to show that nobody but Landfast is let in.", probed: true },
          { action: "iam:GetRolePolicy", resources: ["the role itself"], reason: "Reads what the role may do, to compare it with the template.", probed: true },
        ],
      },
      {
        choice: "always", by_default: true, capability: "organization", title: "Organization", about: "To tell payer, linked and standalone accounts apart.",
        actions: [
          { action: "organizations:DescribeOrganization", resources: ["*"], reason: "Names the payer of the organization. AWS has no narrower resource for it.", probed: true },
          { action: "organizations:ListAccounts", resources: ["*"], reason: "Lists the linked accounts; only answered in the payer.", probed: true },
        ],
      },
      ...OPTIONAL.map(([capability, title, about, by_default, action, reason]) => ({
        choice: capability === "tag-writing" ? "tag_access" : "switch", by_default, capability, title, about,
        actions: [{ action, resources: ["*"], reason, probed: true }],
      })),
    ],
    cannot: [
      "Change its own permissions, its trust policy or its stack.",
      "Create, change or delete any resource in the account.",
      "Read what is in your buckets, databases, queues or secrets.",
      "Hand its rights on to another role or service.",
    ],
  }),
};
const OPTIONAL = [
  ["billing", "Billing", "To find the reports and exports that bills come from.", true, "cur:DescribeReportDefinitions", "Lists the cost and usage reports of the payer."],
  ["cost-explorer", "Cost Explorer", "To compare bills with what AWS itself says.", true, "ce:GetCostAndUsage", "Reads costs by service and account."],
  ["recommendations", "Recommendations", "To show what AWS recommends to save.", true, "compute-optimizer:GetEC2InstanceRecommendations", "Reads recommendations of sizes."],
  ["inventory", "Inventory", "To list what there is, by service and resource.", true, "ec2:DescribeInstances", "Lists instances with their types and states."],
  ["activation", "Activation", "To follow a roll-out over a payer's linked accounts.", false, "cloudformation:ListStackInstances", "Reads how far the StackSet is."],
  ["tag-writing", "Tag writing", "To write the tags that you edit in Landfast, and nothing but tags.", false, "tag:TagResources", "Writes the tags that somebody edited."],
];
const lastOperator = () => new Refusal(409, "last_operator", "This is the last operator.", "A workspace needs one. Make somebody else an operator first.");
