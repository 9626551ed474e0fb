import { createHash } from "node:crypto";

const TEMPLATE = "3f9c2a41d0be";
export const OWN_ACCOUNT = "999988887777";
export const PRINCIPAL = `arn:aws:iam::${OWN_ACCOUNT}:role/landfast/server`;

const action = (name, why_not = null) => ({ name, allowed: why_not === null, why_not });
const roleArn = (id) => `arn:aws:iam::${id}:role/landfast/landfast-${externalId(id).slice(3, 11)}`;

/** The same for an account at every call, as the real one is. */
function externalId(id) {
  const bytes = createHash("sha256").update(id).digest();
  return `lf-${[...bytes].slice(0, 26).map((byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte % 32]).join("")}`;
}

const TITLES = {
  "api-access": ["API access", "A role in the account that Landfast may assume with the account's own external id, and nobody else at all."],
  "billing-export": ["Billing export", "An export of the organization's bill into a bucket of this payer account, read by Landfast."],
  "linked-accounts": ["Linked accounts", "The same role in every linked account of the organization, rolled out by StackSet or one by one."],
};

export function accountView(state, account) {
  const access = account.step.state;
  const steps = [{ step: "api-access", title: "API access", state: access.state, summary: access.state }];
  if (account.kind === "payer") {
    for (const step of ["billing-export", "linked-accounts"]) {
      steps.push({ step, title: TITLES[step][0], state: "locked", summary: "Comes with a later version" });
    }
  }
  const blockers = access.state === "passed" ? [] : ["API access has not passed yet."];
  const confirm = account.confirmed_at ? "It is confirmed already." : (blockers[0] ?? null);
  return {
    account_id: account.account_id,
    name: account.name,
    region: account.region,
    partition: "aws",
    method: account.method,
    capabilities: account.capabilities,
    tag_access: account.tag_access,
    trust: account.trust ?? "role",
    kind: account.kind,
    payer: account.payer,
    payer_registered: account.payer !== null && state.accounts.has(account.payer),
    organization_id: account.kind === "payer" || account.kind === "linked" ? "o-exampleorgid" : null,
    status: statusOf(account),
    role_arn: account.proven ? roleArn(account.account_id) : null,
    created_at: account.created_at,
    confirmed_at: account.confirmed_at,
    last_check_at: account.checks.find((check) => check.done_at)?.done_at ?? null,
    steps,
    actions: [action("rename"), action("confirm", confirm), action("remove")],
    blockers,
  };
}

function statusOf({ step: { state }, confirmed_at }) {
  if (state.state === "drifted" && state.why === "update_available") return "update_available";
  if (["blocked", "drifted"].includes(state.state) && confirmed_at) return "attention";
  if (state.state === "waiting" && state.why === "trouble") return "waiting";
  return confirmed_at ? "active" : "registering";
}

export function stepView(state, account, name) {
  const [title, about] = TITLES[name];
  if (name !== "api-access") {
    const locked = "This step is locked.";
    return {
      step: name,
      title,
      about,
      state: { state: "locked", why: "Comes with a later version of Landfast.", coming: true },
      revision: 1,
      report: null,
      check: null,
      actions: ["check", "follow", "set_role", "skip", "resume"].map((each) => action(each, locked)),
      instructions: null,
    };
  }
  const now = account.step.state.state;
  const skipped = now === "skipped" ? "This step was skipped; resume it first." : null;
  return {
    step: name,
    title,
    about,
    state: account.step.state,
    revision: account.step.revision,
    report: account.step.report,
    check: account.checks[0] ?? null,
    actions: [
      action("check", skipped),
      action("follow", skipped ?? (now === "passed" ? "This step has passed; nothing is left to follow." : null)),
      action("set_role", skipped),
      action("skip", skipped ?? (account.proven ? "This step was set up; remove the account to give access up." : null)),
      action("resume", skipped ? null : "This step was not skipped."),
    ],
    instructions: instructions(state, account),
  };
}

function instructions(state, { account_id: id, region, proven, capabilities, tag_access }) {
  const external = externalId(id);
  const parameters = [
    ["ExternalId", external, false, "Minted for this account. Do not change: another value is never accepted."],
    ["Principal", PRINCIPAL, false, "The role as which this Landfast runs. Do not change: nobody else may assume the role."],
    ["RoleName", roleArn(id).split("/").at(-1), false, "Where Landfast looks for the role. Do not change."],
    ["PermissionsBoundaryArn", "", true, "Optional: a permissions boundary that your organization puts on every role."],
  ].map(([name, value, editable, about]) => ({ name, value, editable, about }));
  const url = `https://landfast-templates.s3.us-east-1.amazonaws.com/api-access-${TEMPLATE}.yaml`;
  return {
    launch_url: state.published ? `/dev/console?account=${id}&region=${region}` : null,
    why_not_ready: state.published ? null : "The template is not published: run `landfast templates publish` once.",
    template_url: url,
    template_version: TEMPLATE,
    template_sha256: createHash("sha256").update(TEMPLATE).digest("hex"),
    stack_name: "landfast-api-access",
    region,
    role_arn: roleArn(id),
    external_id_in_trust: `${external}:${id}`,
    template_download: null, upload_url: null, token_trust: null,
    parameters,
    commands: {
      aws_cli: [
        `aws cloudformation create-stack --region ${region} --stack-name landfast-api-access \\`,
        `  --template-url ${url} \\`,
        "  --capabilities CAPABILITY_NAMED_IAM --parameters \\",
        `    ParameterKey=ExternalId,ParameterValue=${external} \\`,
        `    ParameterKey=Principal,ParameterValue=${PRINCIPAL}`,
      ].join("\n"),
      terraform: [
        'module "landfast" {',
        '  source       = "git::https://github.com/landfast/landfast.git//deploy/terraform?ref=v0.1.0"',
        '  landfast_url = "https://landfast.harbour.example"',
        `  capabilities = ${JSON.stringify(capabilities)}`,
        `  tag_access   = "${tag_access}"`,
        "}",
      ].join("\n"),
      terraform_by_hand: `module "landfast" {\n  source      = "git::https://github.com/landfast/landfast.git//deploy/terraform?ref=v0.1.0"\n  external_id = "${external}"\n  principal   = "${PRINCIPAL}"\n  role_name   = "${roleArn(id).split("/").at(-1)}"\n  region      = "${region}"\n}`,
    },
    update: !proven ? null : {
      url: `/dev/console?account=${id}&region=${region}`,
      aws_cli: `aws cloudformation create-change-set \\\n  --region ${region} \\\n  --stack-name landfast-api-access \\\n  --change-set-name landfast-update`,
      deployed_template: "1b0a77c2e9d4",
      deployed_choices: "billing cost-explorer recommendations inventory tags=read",
      difference: {
        basis: "policies",
        changes: [
          { change: "added", action: "cloudformation:ListStackInstances", capability: "activation", reason: "Reads how far the StackSet is.", deployed: null, wanted: "stack sets whose names begin with landfast-" },
          { change: "changed", action: "cur:DescribeReportDefinitions", capability: "billing", reason: "Lists the cost and usage reports of the payer.", deployed: "everything", wanted: "everything, in us-east-1" },
          { change: "removed", action: "s3:GetObject", capability: null, reason: "Landfast never asked for this.", deployed: "everything", wanted: null },
        ],
      },
      wanted_choices: `${capabilities.join(" ")} tags=${tag_access}`,
    },
  };
}

/** The external id, and the next one while it is rotated. */
export function externalIdView({ account_id: id, rotation }) {
  const seen = rotation?.answers_to ?? null;
  const why = { old: "The role still answers to the old external id only.", both: "The role answers to the new external id, and still to the old one.", new: null };
  const not = rotation === null ? "The external id is not being rotated." : null;
  return {
    external_id: externalId(id),
    in_trust_policy: `${externalId(id)}:${id}`,
    rotation,
    actions: [
      action("rotate", rotation === null ? null : "The external id is being rotated already."),
      action("finish", not ?? (seen === null ? "The role has not been looked at since the new id was minted." : why[seen])),
      action("cancel", not ?? (seen === "new" ? "The role answers to the new external id only. Finish instead." : null)),
    ],
  };
}

export { externalId, roleArn };
