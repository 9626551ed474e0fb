//! The access table: for each operation of the document a request that an operator may send.

use landfast_app::{
    PermitDraft, WebhookDraft,
    ports::{Role, Trigger, WorkFilter, WorkState},
};
use landfast_domain::webhook::WebhookFormat;
use serde_json::{Value, json};

use crate::{
    http::post,
    terraform,
    world::{KEY_SECRET, LINKED, PASSWORD, World, link_id},
};

/// A request that an operator of `main` may send.
pub struct Row {
    pub path: String,
    pub body: Value,
    /// What the operator is answered.
    pub status: u16,
    /// Whether it names something of `main`, which is not there for others.
    pub names: bool,
}

fn row(path: impl Into<String>, status: u16) -> Row {
    Row {
        path: path.into(),
        body: Value::Null,
        status,
        names: false,
    }
}

impl Row {
    fn with(self, body: Value) -> Self {
        Self { body, ..self }
    }

    fn of_main(self) -> Self {
        Self {
            names: true,
            ..self
        }
    }
}

/// The row of an operation, with fresh things of `main` for it to act on. `n` makes names unique.
pub async fn request(world: &World, id: &str, n: usize) -> Row {
    match id {
        "getHealth" => row("/health", 200),
        "getIdentity" => row("/identity", 200),
        "getCallback" => row("/callback", 200),
        "getIssuer" => row("/issuer", 200),
        // The server of these tests is no issuer.
        "rotateIssuer" => row("/issuer/keys", 409),
        "getPermissions" => row("/permissions", 200),
        "getBillCatalogue" => row("/bills", 200),
        "askBills" => row("/bills/questions", 200).with(json!({ "selection": october() })),
        "listBillLines" => row("/bills/lines", 200).with(json!({ "selection": october() })),
        "queryBills" => row("/bills/sql", 200).with(json!({ "sql": "SELECT 1" })),
        "exportBills" => {
            row("/bills/export", 200).with(json!({ "format": "csv", "lines": october() }))
        }
        "getSetup" => row("/setup", 200),
        "setUp" => row("/setup", 401).with(json!({ "link": "none", "password": PASSWORD })),
        "signIn" => row("/session", 401)
            .with(json!({ "email": "nobody@example.com", "password": PASSWORD })),
        "getSession" => row("/session", 200),
        "getMethods" => row("/settings/methods", 200),
        "setMethods" => row("/settings/methods", 200).with(json!({ "access_keys": true })),
        "listWorkspaces" => row("/workspaces", 200),
        // A token belongs to one workspace; the cookie is tried by itself below.
        "createWorkspace" => row("/workspaces", 201).with(json!({ "name": format!("new {n}") })),
        "listUsers" => row("/users", 200),
        "inviteUser" => row("/users", 201)
            .with(json!({ "email": format!("p{n}@example.com"), "role": "reader" })),
        "changeUserRole" => row(format!("/users/{}", member(world, n).await), 200)
            .with(json!({ "role": "operator" }))
            .of_main(),
        "removeUser" => row(format!("/users/{}", member(world, n).await), 204).of_main(),
        "listTokens" => row("/tokens", 200),
        "createToken" => {
            row("/tokens", 201).with(json!({ "name": "t", "role": "reader", "expires_in_days": 1 }))
        }
        "revokeToken" => row(format!("/tokens/{}", token(world).await), 204).of_main(),
        "listActivity" => row("/activity", 200),
        "verifyActivity" => row("/activity/verification", 200),
        "listReceipts" => row("/receipts", 200),
        "listWork" => row("/work", 200),
        "retryWork" => row(format!("/work/{}/retry", dead_work(world, n).await), 200).of_main(),
        "getOwnerPage" => row("/owner", 200),
        "startOwnerCheck" => row("/owner/steps/api-access/checks", 202),
        "setOwnerRole" => row("/owner/role", 200)
            .with(json!({ "role_arn": format!("arn:aws:iam::{LINKED}:role/own") })),
        "streamEvents" => row("/events", 200),
        "signOut" => row("/session", 204),
        "listCommitments" => row("/commitments", 200),
        "addCommitment" => row("/commitments", 201).with(contract(&format!("new {n}"))),
        "getCommitment" | "changeCommitment" | "removeCommitment" | "getCommitmentStanding" => {
            request_of_commitments(world, id, n).await.of_main()
        }
        "listWebhooks" => row("/webhooks", 200),
        "addWebhook" => row("/webhooks", 201).with(json!({ "name": "w", "url": HOOK })),
        "getWebhook"
        | "editWebhook"
        | "removeWebhook"
        | "replaceWebhookSecret"
        | "testWebhook"
        | "listDeliveries"
        | "redeliver" => request_of_webhooks(world, id, n).await.of_main(),
        other => request_of_accounts(world, other, n).await,
    }
}

async fn request_of_accounts(world: &World, id: &str, n: usize) -> Row {
    let account = format!("{:012}", 500_000 + n);
    if id == "registerAccount" {
        return row("/accounts", 201)
            .with(json!({ "account_id": account, "method": "console_stack" }));
    }
    if id == "listAccounts" {
        return row("/accounts", 200);
    }
    if id == "announceDeployment" {
        return row(terraform::registration(n, &account), 200);
    }
    if id == "noteDeployedRole" {
        terraform::announce(world, n, &account).await;
        return row(terraform::role(n, &account), 200);
    }
    if id == "noteDeployedExport" {
        terraform::announce(world, n, &account).await;
        return row(terraform::export(n, &account), 200);
    }
    if id == "noteDeployedStackSet" {
        terraform::announce(world, n, &account).await;
        return row(terraform::stack_set(n, &account), 200);
    }
    if id.ends_with("AccessKey") {
        return request_of_keys(world, id, &account).await.of_main();
    }
    world.register(&account).await;
    let step = format!("/accounts/{account}/steps/api-access");
    let row = match id {
        "getAccount" => row(format!("/accounts/{account}"), 200),
        "editAccount" => {
            row(format!("/accounts/{account}"), 200).with(json!({ "name": format!("name {n}") }))
        }
        "removeAccount" => row(format!("/accounts/{account}"), 200),
        "getBillingExport" | "listExportCandidates" => {
            let tail = if id == "getBillingExport" {
                ""
            } else {
                "/candidates"
            };
            world.payer(&account).await;
            row(format!("/accounts/{account}/billing-export{tail}"), 200)
        }
        "chooseBillingExport" => {
            world.payer(&account).await;
            row(format!("/accounts/{account}/billing-export"), 200).with(json!({ "way": "new" }))
        }
        "getRemoval" => row(format!("/accounts/{account}/removal"), 200),
        "beginRemoval" => row(format!("/accounts/{account}/removal"), 200),
        "cancelRemoval" => row(format!("/accounts/{account}/removal"), 200),
        "proveRemoval" => row(format!("/accounts/{account}/removal/checks"), 202),
        "listPermits" | "askForPermit" | "getPermit" | "checkPermit" | "endPermit" => {
            request_of_permits(world, id, &account).await
        }
        "activateLinked" | "listActivations" | "getActivation" | "listActivated"
        | "retryActivation" | "stopActivation" => request_of_activations(world, id, &account).await,
        "getBills" => row(format!("/accounts/{account}/bills"), 200),
        "syncBills" => row(format!("/accounts/{account}/bills/sync"), 409),
        // The accounts of these tests are no payers.
        "getOrganization" => row(format!("/accounts/{account}/organization"), 409),
        "listLinked" => row(format!("/accounts/{account}/linked"), 409),
        "getLinkedCsv" => row(format!("/accounts/{account}/linked/csv"), 409),
        "getRollout" => row(format!("/accounts/{account}/rollout"), 409),
        "planRollout" => row(format!("/accounts/{account}/rollout"), 409).with(json!({})),
        "startRun" => row(format!("/accounts/{account}/rollout/run"), 409).with(json!({})),
        "stopRun" => row(format!("/accounts/{account}/rollout/run/stop"), 409),
        "retryRun" => row(format!("/accounts/{account}/rollout/run/retry"), 409),
        "updateRun" => row(format!("/accounts/{account}/rollout/run/update"), 409),
        "goOnWithRun" => row(format!("/accounts/{account}/rollout/run/go-on"), 409),
        "makeLinkedOwnerLink" => {
            let linked = format!("/accounts/{account}/linked/{LINKED}");
            row(format!("{linked}/owner-links"), 409)
        }
        "discoverLinked" => row(format!("/accounts/{account}/linked/discover"), 409),
        "listOrphans" => row(format!("/accounts/{account}/orphans"), 200),
        "getReceipt" | "getReceiptText" => {
            let receipt = world.removed(&account).await;
            let text = if id == "getReceipt" { "" } else { "/text" };
            row(format!("/receipts/{receipt}{text}"), 200)
        }
        "confirmAccount" => row(format!("/accounts/{account}/confirm"), 409),
        "getExternalId" => row(format!("/accounts/{account}/external-id"), 200),
        "beginRotation" => row(format!("/accounts/{account}/external-id/rotation"), 200),
        "finishRotation" => row(
            format!("/accounts/{account}/external-id/rotation/finish"),
            409,
        ),
        "cancelRotation" => row(format!("/accounts/{account}/external-id/rotation"), 409),
        "listOwnerLinks" => row(format!("/accounts/{account}/owner-links"), 200),
        "makeOwnerLink" => row(format!("/accounts/{account}/owner-links"), 201),
        "revokeOwnerLink" => {
            let link = link_id(&world.owner_link(&account).await);
            row(format!("/accounts/{account}/owner-links/{link}"), 204)
        }
        "listDeployments" => row(format!("/accounts/{account}/deployments"), 200),
        "getStep" => row(step, 200),
        "setRole" => row(format!("/accounts/{account}/role"), 200)
            .with(json!({ "role_arn": format!("arn:aws:iam::{account}:role/own") })),
        "skipStep" => row(format!("{step}/skip"), 200),
        "resumeStep" => {
            world
                .app
                .skip_step(&world.ada.actor, &account, "api-access")
                .await
                .expect("skipped");
            row(format!("{step}/resume"), 200)
        }
        "startCheck" => row(format!("{step}/checks"), 202),
        "listChecks" => row(format!("/accounts/{account}/checks"), 200),
        "getCheck" => {
            let check = world
                .app
                .start_check(&world.ada.actor, &account, "api-access", Trigger::Person)
                .await
                .expect("a check");
            row(format!("/accounts/{account}/checks/{}", check.id), 200)
        }
        unknown => panic!("the operation {unknown} has no row in the access table: add it"),
    };
    row.of_main()
}

/// A contract as it is sent.
pub fn contract(name: &str) -> Value {
    json!({
        "name": name,
        "currency": "USD",
        "starts": "2026-01-01",
        "years": ["3650", "7300"],
        "payers": ["012345678901"],
    })
}

/// Each on a contract of its own.
async fn request_of_commitments(world: &World, id: &str, n: usize) -> Row {
    let added = world.as_ada(post("/commitments", contract(&format!("one {n}"))));
    let added = added.await.ok(201);
    let commitment = added["id"].as_str().expect("an id");
    let path = format!("/commitments/{commitment}");
    match id {
        "getCommitment" => row(path, 200),
        "changeCommitment" => row(path, 200).with(contract(&format!("another {n}"))),
        "removeCommitment" => row(path, 204),
        _ => row(format!("{path}/standing"), 200),
    }
}

/// Where webhooks of these tests go.
const HOOK: &str = "https://hooks.example.com/in";

/// Each on a webhook of its own. Those of the operation before are removed: a workspace has twenty
/// at most.
async fn request_of_webhooks(world: &World, id: &str, n: usize) -> Row {
    let ada = &world.ada.actor;
    let all = world.app.webhooks(ada).await.expect("webhooks");
    for old in all.into_iter().filter(|_| n < 200) {
        let id = old.id.as_str();
        world.app.remove_webhook(ada, id).await.expect("removed");
    }
    let draft = WebhookDraft {
        name: "w".to_owned(),
        url: HOOK.into(),
        format: WebhookFormat::Landfast,
        kinds: Vec::new(),
    };
    let new = world.app.add_webhook(ada, &draft).await.expect("added");
    let webhook = new.webhook.id.as_str();
    let path = format!("/webhooks/{webhook}");
    match id {
        "getWebhook" => row(path, 200),
        "editWebhook" => row(path, 200).with(json!({ "name": "another" })),
        "removeWebhook" => row(path, 204),
        "replaceWebhookSecret" => row(format!("{path}/secret"), 200),
        "testWebhook" => row(format!("{path}/test"), 202),
        "listDeliveries" => row(format!("{path}/deliveries"), 200),
        _ => {
            let sent = world.app.test_webhook(ada, webhook).await.expect("a test");
            row(format!("{path}/deliveries/{}/redeliver", sent.id), 202)
        }
    }
}

async fn request_of_keys(world: &World, id: &str, account: &str) -> Row {
    world.register_with_key(account).await;
    let path = format!("/accounts/{account}/access-key");
    match id {
        "getAccessKey" => row(path, 200),
        "saveAccessKey" => row(path, 202).with(json!({
            "access_key_id": "AKIAOLDKEYOLDKEYOLD1",
            "secret_access_key": KEY_SECRET,
        })),
        "rotateAccessKey" => row(format!("{path}/rotation"), 202),
        unknown => panic!("the operation {unknown} has no row in the access table: add it"),
    }
}

/// Each of a payer with a permit of its own, but for the one that asks.
async fn request_of_permits(world: &World, id: &str, account: &str) -> Row {
    world.payer(account).await;
    let path = format!("/accounts/{account}/permits");
    if id == "listPermits" {
        return row(path, 200);
    }
    if id == "askForPermit" {
        return row(path, 201).with(json!({ "way": "stack_set" }));
    }
    let draft = PermitDraft::StackSet;
    let asked = world.app.ask_for_permit(&world.ada.actor, account, &draft);
    let path = format!("{path}/{}", asked.await.expect("a permit").permit.id);
    match id {
        "getPermit" => row(path, 200),
        "checkPermit" => row(format!("{path}/checks"), 202),
        _ => row(format!("{path}/end"), 202),
    }
}

/// Whoever may do it is told that there is none.
async fn request_of_activations(world: &World, id: &str, account: &str) -> Row {
    world.payer(account).await;
    let of = format!("/accounts/{account}");
    let none = format!("{of}/activations/act_01HZZZZZZZZZZZZZZZZZZZZZZZ");
    match id {
        // The account is not in the organization.
        "activateLinked" => {
            let path = format!("{of}/linked/activate");
            row(path, 422).with(json!({ "account_ids": ["000000000077"] }))
        }
        "listActivations" => row(format!("{of}/activations"), 200),
        "getActivation" => row(none, 404),
        "listActivated" => row(format!("{none}/accounts"), 404),
        "retryActivation" => row(format!("{none}/retry"), 404).with(json!({})),
        _ => row(format!("{none}/stop"), 404),
    }
}

async fn member(world: &World, n: usize) -> String {
    let new = world
        .app
        .invite(&world.ada.actor, &format!("m{n}@example.com"), Role::Reader)
        .await
        .expect("a member");
    new.membership.user.id.to_string()
}

async fn token(world: &World) -> String {
    world
        .app
        .create_token(&world.ada.actor, "spare", Role::Reader, 1)
        .await
        .expect("a token")
        .token
        .id
        .to_string()
}

/// Only work that gave up can be retried: here a check whose worker always dies.
async fn dead_work(world: &World, n: usize) -> String {
    let account = format!("{:012}", 600_000 + n);
    world.register(&account).await;
    let ask = world
        .app
        .start_check(&world.ada.actor, &account, "api-access", Trigger::Person);
    ask.await.expect("a check");
    let now = world.app.now();
    while let Some(lease) = world.store.work_lease(now, now).await.expect("a queue") {
        world
            .store
            .work_failed(&lease, "the worker died", now)
            .await
            .expect("noted");
    }
    let filter = WorkFilter {
        state: Some(WorkState::Dead),
    };
    let dead = world
        .app
        .work(&world.ada.actor, filter)
        .await
        .expect("work");
    let of_account = dead.iter().find(|row| {
        row.account
            .as_ref()
            .is_some_and(|id| id.as_str() == account)
    });
    of_account.expect("dead work").id.to_string()
}

fn october() -> Value {
    json!({ "from": "2026-10", "to": "2026-10" })
}
