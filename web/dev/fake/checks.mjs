import { randomUUID } from "node:crypto";
import { roleArn } from "./views.mjs";

/** Shorter than in real life, so that nobody waits for a fake. */
const LOOK_MS = 2_000;
const NEW_ROLE_MS = 4_000;
const PATIENCE_MS = 8_000;

const soon = (ms) => new Date(Date.now() + ms).toISOString();
const now = () => new Date().toISOString();

/** Begins a check and leads it to its end; `changed` tells everybody who listens. */
export function startCheck(account, trigger, by, changed) {
  clearTimeout(account.timer);
  const check = {
    check_id: `chk_${randomUUID().slice(0, 8)}`,
    step: "api-access",
    state: "running",
    trigger,
    asked_at: now(),
    asked_by: by,
    tries: 0,
    next_at: null,
    patience_ends_at: null,
    done_at: null,
    report: null,
  };
  account.checks.unshift(check);
  account.step.revision += 1;
  look(account, check, Date.now(), changed);
  return check;
}

function look(account, check, began, changed) {
  check.tries += 1;
  check.state = "running";
  account.step.state = { state: "checking", check_id: check.check_id, since: check.asked_at };
  changed();
  account.timer = setTimeout(() => { judge(account, check, began, changed); }, 900);
}

function judge(account, check, began, changed) {
  const { aws } = account;
  const following = check.trigger === "follow";
  if (aws === "trouble") return wait(account, check, began, "trouble", changed);
  if (aws === null && following) return wait(account, check, began, "not_deployed", changed);
  if (aws === null && Date.now() - began < PATIENCE_MS) return wait(account, check, began, "new_role", changed);
  if (aws !== null && Date.now() - account.deployed_at < NEW_ROLE_MS) return wait(account, check, began, "new_role", changed);
  settle(account, check, changed);
}

function wait(account, check, began, why, changed) {
  const next = Math.min(LOOK_MS * check.tries, 10_000);
  Object.assign(check, { state: "waiting", next_at: soon(next) });
  check.report = report(account, why === "trouble" ? "trouble" : "silent");
  account.step.report = check.report;
  account.step.state = {
    state: "waiting",
    check_id: check.check_id,
    since: check.asked_at,
    next_at: check.next_at,
    why,
    patience_ends_at: why === "new_role" ? new Date(began + PATIENCE_MS).toISOString() : null,
  };
  changed();
  account.timer = setTimeout(() => { look(account, check, began, changed); }, next);
}

function settle(account, check, changed) {
  const found = report(account, account.aws ?? "missing");
  Object.assign(check, { state: "done", next_at: null, done_at: now(), report: found });
  const before = account.step.state;
  account.step.report = found;
  if (found.verdict === "pass") {
    Object.assign(account, { proven: true, kind: account.truth.kind, payer: account.truth.payer });
    account.step.state = { state: "passed", at: now() };
  } else if (account.proven) {
    account.step.state = { state: "drifted", passed_at: before.at ?? account.created_at, found_at: now(), why: "finding" };
  } else {
    account.step.state = { state: "blocked", at: now() };
  }
  changed("check.done", `Checked API access of account ${account.account_id}: ${account.step.state.state}.`);
}

const finding = (code, title, outcome, extra = {}) => ({
  code, title, outcome, mistake: null, expected: null, found: null, remedy: null, causes: [], help: `/help/${code}`, ...extra,
});

/** A report as the real judge writes it, for a role in the given condition. */
export function report(account, aws) {
  const id = account.account_id;
  const checks = REPORTS[aws](account);
  const verdict = checks.some((each) => each.outcome === "not_met")
    ? "action_needed"
    : checks.some((each) => each.outcome === "unknown") ? "try_later" : "pass";
  return { verdict, at: now(), role_arn: roleArn(id), checks };
}

const met = (code, title, found) => finding(code, title, "met", { found });
const notRun = (code, title) => finding(code, title, "not_run");

function head(account) {
  return [
    met("role_unclaimed", "The role belongs to this registration", "no other registration has it"),
    met("assume_with_external_id", "Landfast can assume the role", `answered as ${roleArn(account.account_id)}`),
    met("account_matches", "The role is in the registered account", account.account_id),
  ];
}
function tail(account) {
  const kind = { payer: "payer (management account of its organization)", standalone: "standalone (in no organization)" };
  return [
    met("template_current", "The role comes from the current template", "version 3f9c2a41d0be"),
    met("stack_region", "The stack is in the account's home region", account.region),
    met("account_kind", "Kind of account", kind[account.truth.kind] ?? `linked; its payer is ${account.truth.payer}`),
    met("permission.identity.iam:GetRole", "Permission iam:GetRole", "allowed"),
    met("permission.identity.iam:GetRolePolicy", "Permission iam:GetRolePolicy", "allowed"),
    met("permission.organization.organizations:DescribeOrganization", "Permission organizations:DescribeOrganization", "allowed"),
  ];
}
const refusals = () => [
  met("refuse_without_external_id", "The role refuses a call without an external id", "refused: AccessDenied"),
  met("refuse_wrong_external_id", "The role refuses a wrong external id", "refused: AccessDenied"),
  met("refuse_other_principals", "The role trusts nobody but Landfast", "trusts the server's role only"),
];
const later = () => [
  notRun("account_matches", "The role is in the registered account"),
  notRun("refuse_without_external_id", "The role refuses a call without an external id"),
  notRun("refuse_wrong_external_id", "The role refuses a wrong external id"),
  notRun("account_kind", "Kind of account"),
];

const REPORTS = {
  good: (account) => [...head(account), ...refusals(), ...tail(account)],
  silent: (account) => [
    finding("assume_with_external_id", "Landfast can assume the role", "unknown", {
      expected: `${roleArn(account.account_id)} answers to the external id of account ${account.account_id}`,
      found: "The role does not answer yet. A new role takes a moment until every part of AWS knows it.",
    }),
    ...later(),
  ],
  trouble: () => [
    finding("assume_with_external_id", "Landfast can assume the role", "unknown", {
      expected: "AWS STS answers", found: "ThrottlingException: Rate exceeded (after 3 tries)",
    }),
    ...later(),
  ],
  missing: (account) => [
    finding("assume_with_external_id", "Landfast can assume the role", "not_met", {
      mistake: "not_answering",
      expected: `${roleArn(account.account_id)} answers to the external id of account ${account.account_id}`,
      found: "AWS refused: AccessDenied",
      remedy: "AWS does not tell why a role refuses. Go through these reasons from the top; the first that fits is the one to mend.",
      causes: [
        { mistake: "stack_missing", title: "The stack is not complete, or was never launched", cure: `Open CloudFormation in account ${account.account_id}, region ${account.region}: the stack must be CREATE_COMPLETE.` },
        { mistake: "wrong_account", title: "The stack was launched in another account", cure: `Look at the account number at the top right of the AWS console: it must be ${account.account_id}.` },
        { mistake: "external_id_edited", title: "The parameter ExternalId was changed", cure: "Compare the stack's parameter ExternalId with the value on this page; update the stack with the right value." },
      ],
    }),
    ...later(),
  ],
  wildcard: (account) => [
    ...head(account),
    met("refuse_without_external_id", "The role refuses a call without an external id", "refused: AccessDenied"),
    finding("refuse_wrong_external_id", "The role refuses a wrong external id", "not_met", {
      mistake: "external_id_wildcard",
      expected: "a call with a wrong external id is refused",
      found: "a call with a wrong external id was let in",
      remedy: "The role's trust policy was changed after the stack made it. Use StringEquals with the one value shown on this page; no pattern, no second value. Until then the role is refused and not kept.",
    }),
    finding("permission.organization.organizations:DescribeOrganization", "Permission organizations:DescribeOrganization", "not_met", {
      mistake: "permission_missing",
      expected: "allowed",
      found: "AWS refused: AccessDenied",
      remedy: "Update the stack with the current template; if the policy is as the template has it, look for a permissions boundary on the role or a service control policy of the organization.",
    }),
    ...tail(account).slice(0, 4),
  ],
};
