import { randomUUID } from "node:crypto";
import { billRoutes } from "./bills.mjs";
import { startCheck } from "./checks.mjs";
import { commitmentRoutes } from "./commitments.mjs";
import { fieldRefusal, Refusal } from "./problem.mjs";
import { newAccount } from "./seed.mjs";
import { settingsRoutes } from "./settings.mjs";
import { accountView, externalId, externalIdView, roleArn, stepView } from "./views.mjs";

const find = (state, id) => {
  const account = state.accounts.get(id);
  if (!account) throw new Refusal(404, "account_not_found", "There is no such account.", `Account ${id} is not registered in this workspace.`);
  return account;
};
const dup = (code, what, detail) => new Refusal(409, code, `This ${what} is registered already.`, detail, { hints: ["Nothing was saved."] });

function checkDraft(state, { account_id, name, region }) {
  if (!/^\d{12}$/.test(account_id ?? "")) {
    throw fieldRefusal("account_id_invalid", "account_id", `Expected 12 digits, found ${JSON.stringify(account_id ?? "")} (${(account_id ?? "").length} characters).`);
  }
  checkRegion(region);
  if (state.accounts.has(account_id)) throw dup("account_id_taken", "account", `Account ${account_id} is registered as "${state.accounts.get(account_id).name}".`);
  checkName(state, name, account_id);
}
function checkRegion(region) {
  if (region !== undefined && !/^[a-z]{2}(-gov)?-[a-z]+-\d$/.test(region)) throw fieldRefusal("region_invalid", "region", `There is no AWS region "${region}". Expected one like us-east-1.`);
}
function checkName(state, name, id) {
  const holder = [...state.accounts.values()].find((other) => other.name === name && other.account_id !== id);
  if (name !== undefined && holder) throw dup("account_name_taken", "name", `"${name}" is the name of account ${holder.account_id}.`);
  if (name === "") throw fieldRefusal("account_name_invalid", "name", "The name is empty. Give it a name, or leave it as it is.");
}

function listAccounts(state, query) {
  const text = (query.get("search") ?? "").toLowerCase();
  const all = [...state.accounts.values()]
    .map((account) => accountView(state, account))
    .filter((view) => view.name.toLowerCase().includes(text) || view.account_id.includes(text))
    .filter((view) => !query.has("kind") || view.kind === query.get("kind"))
    .filter((view) => !query.has("status") || view.status === query.get("status"));
  const from = Number(query.get("cursor") ?? 0);
  const limit = Math.min(Number(query.get("limit") ?? 50), 200);
  return { items: all.slice(from, from + limit), next_cursor: from + limit < all.length ? String(from + limit) : null, total: all.length };
}

const TEST_ROLE = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):role\/.+$/;

const accountRoutes = {
  "GET /accounts": ({ state, query }) => listAccounts(state, query),
  "POST /accounts": ({ state, body, changed }) => {
    checkDraft(state, body);
    const account = newAccount(body.account_id, { name: body.name ?? body.account_id, region: body.region ?? "us-east-1", method: body.method });
    for (const key of ["capabilities", "tag_access"]) if (body[key]) account[key] = body[key];
    state.accounts.set(account.account_id, account);
    changed(account, "account.registered", `Registered account ${account.account_id} as "${account.name}".`);
    return [201, accountView(state, account)];
  },
  "GET /accounts/:id": ({ state, id }) => accountView(state, find(state, id)),
  "PATCH /accounts/:id": ({ state, id, body, changed }) => {
    const account = find(state, id);
    checkRegion(body.region);
    checkName(state, body.name, id);
    Object.assign(account, body);
    if ((body.capabilities || body.tag_access) && account.proven) {
      account.step.state = { state: "drifted", passed_at: account.created_at, found_at: new Date().toISOString(), why: "update_available" };
    }
    changed(account, "account.edited", `Changed ${Object.keys(body).join(" and ")} of account ${id}.`);
    return accountView(state, account);
  },
  "DELETE /accounts/:id": ({ state, id, changed }) => {
    const account = find(state, id);
    state.accounts.delete(id);
    changed(account, "account.removed", `Removed the record of account ${id}; its role was not touched.`);
    return { account_id: id, left_in_aws: account.proven ? [`Stack landfast-api-access in ${account.region}`, `Role ${roleArn(id)}`] : [] };
  },
  "POST /accounts/:id/confirm": ({ state, id, changed }) => {
    const account = find(state, id);
    if (account.step.state.state !== "passed") throw new Refusal(409, "action_not_allowed", "This account cannot be confirmed yet.", "API access has not passed yet.");
    account.confirmed_at = new Date().toISOString();
    changed(account, "account.confirmed", `Confirmed account ${id} (${account.kind}).`);
    return accountView(state, account);
  },
  "GET /accounts/:id/external-id": ({ state, id }) => externalIdView(find(state, id)),
  "POST /accounts/:id/external-id/rotation": ({ state, id, changed }) => {
    const account = find(state, id);
    const next = externalId(`next ${id}`);
    account.rotation ??= { external_id: next, in_trust_policy: `${next}:${id}`, since: new Date().toISOString(), answers_to: null, seen_at: null };
    changed(account, "external_id.rotation_begun", `Minted the next external id of account ${id}.`);
    return externalIdView(account);
  },
  "POST /accounts/:id/external-id/rotation/finish": ({ state, id, changed }) => endRotation(state, id, "finish", changed),
  "DELETE /accounts/:id/external-id/rotation": ({ state, id, changed }) => endRotation(state, id, "cancel", changed),
  "GET /accounts/:id/access-key": ({ state, id }) => keyView(find(state, id)),
  "PUT /accounts/:id/access-key": ({ state, id, body, changed }) => {
    const account = find(state, id);
    if (!/^AKIA[A-Z0-9]{16}$/.test(body.access_key_id)) throw fieldRefusal("access_key_id_invalid", "access_key_id", "Expected AKIA and 16 letters and digits.");
    if (body.secret_access_key.length !== 40) throw fieldRefusal("secret_access_key_invalid", "secret_access_key", `Expected 40 characters, found ${body.secret_access_key.length}.`);
    account.key = { last4: body.access_key_id.slice(-4), saved_by: state.email, saved_at: new Date().toISOString(), age_days: 0 };
    changed(account, "access_key.saved", `Saved an access key for account ${id}.`);
    return [202, {}];
  },
  "POST /accounts/:id/access-key/rotation": ({ state, id, changed }) => {
    const account = find(state, id);
    const started = { old_last4: account.key.last4, started_by: state.email, started_at: new Date().toISOString(), next_at: new Date(Date.now() + 20_000).toISOString() };
    account.key_rotation = { stage: "wait", running: true, switched: false, problem: null, ...started };
    changed(account, "access_key.rotation", `Began to rotate the access key of account ${id}.`);
    return [202, keyView(account)];
  },
  "GET /accounts/:id/deployments": ({ state, id }) => ({ items: find(state, id).deployments }),
  "GET /accounts/:id/steps/:step": ({ state, id, step }) => stepView(state, find(state, id), step),
  "POST /accounts/:id/steps/:step/checks": ({ state, id, body, changed }) => {
    const account = find(state, id);
    if (account.step.state.state === "skipped") throw new Refusal(409, "action_not_allowed", "This step cannot be checked now.", "This step was skipped; resume it first.");
    const trigger = body.trigger ?? "person";
    lookAtRotation(account);
    return [202, startCheck(account, trigger, trigger === "person" ? state.email : null, (action, summary) => { changed(account, action, summary); })];
  },
  "POST /accounts/:id/steps/:step/skip": ({ state, id, step, changed }) => {
    const account = find(state, id);
    clearTimeout(account.timer);
    account.step.state = { state: "skipped", at: new Date().toISOString(), by: state.email };
    changed(account, "step.skipped", `API access of account ${id}: skipped.`);
    return stepView(state, account, step);
  },
  "POST /accounts/:id/steps/:step/resume": ({ state, id, step, changed }) => {
    const account = find(state, id);
    account.step.state = { state: "open" };
    changed(account, "step.resumed", `API access of account ${id}: taken up again.`);
    return stepView(state, account, step);
  },
  "GET /accounts/:id/checks": ({ state, id }) => ({ items: find(state, id).checks, next_cursor: null }),
  "PUT /accounts/:id/role": ({ state, id, body, changed }) => {
    const account = find(state, id);
    const parts = TEST_ROLE.exec(body.role_arn ?? "");
    if (!parts) throw fieldRefusal("role_arn_invalid", "role_arn", `Expected arn:aws:iam::${id}:role/…, found ${JSON.stringify(body.role_arn)}.`);
    if (parts[1] !== "aws") throw fieldRefusal("role_arn_other_partition", "role_arn", `Account ${id} is in partition aws; the role is in ${parts[1]}.`);
    if (parts[2] !== id) throw fieldRefusal("role_arn_other_account", "role_arn", `The role is in account ${parts[2]}; expected ${id}. Paste the ARN of a role in account ${id}.`);
    Object.assign(account, { aws: "good", deployed_at: 1 });
    changed(account, "access.role_set", `Asked for the role ${body.role_arn} to be used for account ${id}.`);
    return stepView(state, account, "api-access");
  },
};

function keyView({ account_id, key = null, key_rotation: rotation = null }) {
  const known = { user_arn: `arn:aws:iam::${account_id}:user/landfast`, created_at: null, age_exact: key?.age_days > 0, rotate_advised: key?.age_days > 90, tested_at: key?.saved_at, answered: true };
  const action = (name, why_not) => ({ name, allowed: why_not === null, why_not });
  const busy = rotation?.running ? "The key is being rotated." : null;
  return {
    account_id, rotation, current: key && { ...known, ...key }, candidate: null,
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["sts:GetCallerIdentity"], Resource: "*" }] }, null, 2),
    actions: [action("save", busy), action("rotate", key === null ? "There is no key to rotate." : busy)],
  };
}

/** Each check of an account that is being rotated sees the role one step further. */
export function lookAtRotation({ rotation }) {
  if (rotation === null) return;
  const next = { old: "both", both: "new", new: "new" };
  Object.assign(rotation, { answers_to: next[rotation.answers_to] ?? "old", seen_at: new Date().toISOString() });
}

function endRotation(state, id, turn, changed) {
  const account = find(state, id);
  const { allowed, why_not } = externalIdView(account).actions.find(({ name }) => name === turn);
  if (!allowed) throw new Refusal(409, "action_not_allowed", "This cannot be done now.", why_not);
  account.rotation = null;
  changed(account, "external_id.rotated", `Ended the rotation of the external id of account ${id}.`);
  return externalIdView(account);
}

const activityRoutes = {
  "GET /activity": ({ state, query }) => {
    const from = Number(query.get("cursor") ?? 0);
    const mine = state.activity.filter((entry) => !query.has("account_id") || entry.account_id === query.get("account_id"));
    return { items: mine.slice(from, from + 20), next_cursor: from + 20 < mine.length ? String(from + 20) : null };
  },
  "GET /activity/verification": ({ state }) => ({ intact: true, entries: state.activity.length, broken_at: null }),
};

export const routes = { ...accountRoutes, ...activityRoutes, ...billRoutes, ...commitmentRoutes, ...settingsRoutes };

/** Adds an entry to the audit log. */
export function record(state, action, summary, account_id) {
  state.activity.unshift({
    sequence: state.activity.length + 1, at: new Date().toISOString(), actor: state.email, action, account_id, summary, request_id: `req-${randomUUID().slice(0, 8)}`,
  });
}
