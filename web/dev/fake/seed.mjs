import { report } from "./checks.mjs";

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

export function newAccount(account_id, { name = account_id, region = "us-east-1", method = "console_stack", created_at = ago(0) } = {}) {
  return {
    account_id, name, region, method, created_at,
    capabilities: ["billing", "cost-explorer", "recommendations", "inventory"], tag_access: "read", rotation: null, deployments: [],
    kind: null, payer: null, confirmed_at: null, proven: false, checks: [], timer: undefined,
    // What is true in the fake AWS: nothing is deployed, and the last digit says the kind.
    aws: null, deployed_at: 0, truth: truthOf(account_id),
    step: { state: { state: "open" }, revision: 1, report: null },
  };
}

/** Ends in 1: payer. Ends in 2: linked to 111122223331. Else standalone. */
function truthOf(id) {
  if (id.endsWith("1")) return { kind: "payer", payer: null };
  return id.endsWith("2") ? { kind: "linked", payer: "111122223331" } : { kind: "standalone", payer: null };
}

function settled(id, name, truth, condition, minutes, region = "us-east-1") {
  const account = newAccount(id, { name, region, created_at: ago(60 * 24 * 20) });
  Object.assign(account, { truth, kind: truth.kind, payer: truth.payer, proven: true, confirmed_at: ago(60 * 24 * 20), deployed_at: 1 });
  account.aws = condition === "drifted" ? "wildcard" : "good";
  const found = report(account, account.aws);
  account.step.report = found;
  account.step.state = condition === "passed"
    ? { state: "passed", at: ago(minutes) }
    : { state: "drifted", passed_at: ago(60 * 24 * 3), found_at: ago(minutes), why: condition === "update" ? "update_available" : "finding" };
  account.checks = [{
    check_id: `chk_${id.slice(-6)}`, step: "api-access", state: "done", trigger: "schedule", asked_at: ago(minutes + 1), asked_by: null,
    tries: 1, next_at: null, patience_ends_at: null, done_at: ago(minutes), report: found,
  }];
  return account;
}

/** @param size `empty`, `some`, `long` (names) or `many` */
export function seedAccounts(size) {
  const accounts = new Map();
  const add = (account) => accounts.set(account.account_id, account);
  if (size === "empty") return accounts;
  const payer = "012345678901";
  add(settled(payer, "Harbour group", { kind: "payer", payer: null }, "passed", 42));
  const linked = { kind: "linked", payer };
  add(settled("210000000012", "Harbour production", linked, "passed", 38));
  add(settled("210000000022", "Harbour staging", linked, "drifted", 12, "eu-central-1"));
  add(settled("210000000032", "Harbour data lake", linked, "passed", 40));
  add(settled("210000000042", "Harbour archive", linked, "update", 25));
  const terraform = settled("210000000052", "Harbour platform", linked, "passed", 3);
  const deployment = (deployment_id, template_version, status, minutes) => ({
    deployment_id, kind: "terraform", template_version, outdated: template_version !== "3f9c2a41d0be", status, announced_at: ago(minutes),
    applied_at: status === "announced" ? null : ago(minutes - 1), checked_at: status === "checked" ? ago(minutes - 2) : null,
  });
  Object.assign(terraform, {
    method: "terraform",
    deployments: [
      deployment("8d1f9a52-0c77-4f0e-a7f4-5b1f3e3b6a10", "3f9c2a41d0be", "announced", 2),
      deployment("41c0b7de-9a15-43f8-8c34-0d5f7a1f22e9", "1b0a77c2e9d4", "checked", 9000),
    ],
  });
  add(terraform);
  const keyed = settled("210000000062", "Harbour legacy", linked, "passed", 9);
  Object.assign(keyed, { method: "access_keys", key: { last4: "MPLE", saved_by: "ada@harbour.example", saved_at: ago(60 * 24 * 130), age_days: 130 } });
  add(keyed);
  add(settled("333344445552", "Acquired: Northlight shop", { kind: "linked", payer: "111122223331" }, "passed", 300, "eu-west-1"));
  add(settled("555566667777", "Sandbox", { kind: "standalone", payer: null }, "passed", 90));
  add(newAccount("444455556662", { name: "Harbour analytics", created_at: ago(60 * 24 * 6) }));
  const troubled = newAccount("777700001113", { name: "Old billing tests" });
  Object.assign(troubled, {
    aws: "trouble",
    step: {
      state: { state: "waiting", check_id: null, since: ago(2), next_at: ago(-3), why: "trouble", patience_ends_at: null },
      revision: 1,
      report: report(troubled, "trouble"),
    },
  });
  add(troubled);
  if (size === "long") {
    const name = "Zentrale Datenverarbeitungsgesellschaft für grenzüberschreitende Hafenlogistik und Lagerhaltung mbH & Co. KG";
    add(settled("600000000012", name, linked, "passed", 5, "ap-southeast-3"));
    add(settled("600000000022", name.replaceAll(" ", ""), linked, "drifted", 5, "us-gov-east-1"));
    add(settled("600000000032", "x".repeat(100), { kind: "linked", payer: "111122223331" }, "update", 5));
  }
  if (size === "many") {
    for (let i = 0; i < 420; i += 1) {
      const id = String(600000000000 + i * 10 + 2);
      add(settled(id, `Team ${String(i).padStart(3, "0")}`, linked, i % 37 === 0 ? "drifted" : "passed", 5 + i));
    }
  }
  return accounts;
}
