//! The method of access keys: switched on, saved and tested, looked at daily, replaced by a role.

use std::time::Duration;

use landfast_app::{
    AccountDraft, AccountEdit, Error, KeyDraft, ProblemCode,
    ports::{Check, CheckState, KeyStanding, Trigger},
};
use landfast_domain::{
    Account, AccountId, AccountKind, Method, api_access::Membership, check::Mistake,
};
use landfast_test_kit::{FakeKey, Fault, World, reader};
use secrecy::SecretString;

use crate::support::{access, outcome, world};

pub const ACCOUNT: &str = "012345678901";
pub const KEY: &str = "AKIAOLDKEYOLDKEYOLD1";
pub const SECRET: &str = "CANARYold+secret/0123456789abcdefghijklm";

pub fn fake_key(id: &str, account: &str, user: &str) -> FakeKey {
    FakeKey {
        id: id.to_owned(),
        secret: SECRET.to_owned(),
        account: AccountId::parse(account).unwrap(),
        user: user.to_owned(),
        active: true,
        silent: 0,
    }
}

pub fn draft(id: &str, secret: &str) -> KeyDraft {
    KeyDraft {
        access_key_id: id.to_owned(),
        secret_access_key: SecretString::from(secret),
    }
}

async fn register(world: &World) -> Result<Account, Error> {
    let draft = AccountDraft {
        account_id: ACCOUNT.to_owned(),
        method: "access_keys".to_owned(),
        ..AccountDraft::default()
    };
    world.app.register(&world.operator(), &draft).await
}

/// A world in which the method is on and an account waits for its key.
pub async fn prepared(world: &World) {
    world
        .app
        .switch_method(&world.operator(), Method::AccessKeys, true)
        .await
        .unwrap();
    register(world).await.unwrap();
    world.aws.keys.put(fake_key(KEY, ACCOUNT, "landfast"));
}

pub async fn account(world: &World) -> Account {
    world.app.account(&world.operator(), ACCOUNT).await.unwrap()
}

/// Saves a key and goes from try to try until the test has its answer.
pub async fn save(world: &World, id: &str, secret: &str) -> Check {
    let actor = world.operator();
    let saved = world
        .app
        .save_key(&actor, ACCOUNT, &draft(id, secret))
        .await;
    let id = saved.unwrap().id;
    loop {
        world.work().await.unwrap();
        let check = world.app.check(&actor, ACCOUNT, id.as_str()).await.unwrap();
        match (check.state, check.next_at) {
            (CheckState::Done, _) => return check,
            (_, Some(at)) => world.clock.set(at),
            (state, None) => panic!("the check is {state:?} and nothing will move it"),
        }
    }
}

async fn standings(world: &World) -> Vec<(KeyStanding, String)> {
    let account = AccountId::parse(ACCOUNT).unwrap();
    let rows = world.store.workspace(&world.workspace.id);
    let keys = rows.keys(&account).await.unwrap();
    let brief = |key: landfast_app::ports::StoredKey| (key.standing, key.key.last4().to_owned());
    keys.into_iter().map(brief).collect()
}

async fn actions(world: &World, count: u32) -> Vec<String> {
    let log = world
        .app
        .activity(&world.operator(), None, count, None)
        .await
        .unwrap();
    log.items.into_iter().map(|row| row.action).collect()
}

fn mistakes(check: &Check) -> Vec<&'static str> {
    let report = check.report.as_ref().unwrap();
    report.mistakes().map(Mistake::as_str).collect()
}

fn current(last4: &str) -> Vec<(KeyStanding, String)> {
    vec![(KeyStanding::Proven, last4.to_owned())]
}

#[tokio::test]
async fn the_method_is_off_until_an_operator_turns_it_on() {
    let world = world().await;
    let refused = register(&world).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::MethodDisabled);
    assert_eq!(
        refused.hints.len(),
        2,
        "what to do instead, and how to turn it on"
    );
    let bob = reader(&world.workspace);
    let method = Method::AccessKeys;
    let denied = world.app.switch_method(&bob, method, true).await;
    assert_eq!(denied.unwrap_err().code, ProblemCode::Forbidden);
    assert!(!world.app.methods(&bob).await.unwrap()[0].on);

    prepared(&world).await;
    save(&world, KEY, SECRET).await;
    let methods = world
        .app
        .switch_method(&world.operator(), method, false)
        .await
        .unwrap();
    assert!(!methods[0].on && methods[0].changed.is_some());
    assert_eq!(actions(&world, 1).await, ["method.disabled"]);
    let more = world
        .app
        .save_key(&world.operator(), ACCOUNT, &draft(KEY, SECRET))
        .await;
    assert_eq!(more.unwrap_err().code, ProblemCode::MethodDisabled);
    let still = world.check(&account(&world).await, Trigger::Person).await;
    assert_eq!(
        outcome(&still.unwrap()),
        "passed | ",
        "it goes on as it was"
    );
}

#[tokio::test]
async fn a_key_is_saved_tested_and_tells_the_kind() {
    let world = world().await;
    prepared(&world).await;
    world.aws.put_membership(
        &AccountId::parse(ACCOUNT).unwrap(),
        Membership::Organization {
            id: "o-a1b2c3d4e5".into(),
            management_account: AccountId::parse("210987654321").unwrap(),
        },
    );
    let check = save(&world, KEY, SECRET).await;
    assert!(mistakes(&check).is_empty());
    let account = account(&world).await;
    assert_eq!(outcome(&account), "passed | ");
    assert!(matches!(account.kind, Some(AccountKind::Linked { .. })));
    assert!(account.next_check_at.is_some(), "looked at every day");
    assert_eq!(standings(&world).await, current("OLD1"));
    let keys = world
        .app
        .account_keys(&world.operator(), ACCOUNT)
        .await
        .unwrap();
    let (key, age) = keys.current.clone().unwrap();
    assert!(key.user_arn.unwrap().ends_with("user/landfast"));
    assert!(age.exact && age.days == 0);
    assert!(!format!("{keys:?}").contains(SECRET));
    assert_eq!(
        actions(&world, 3).await[..2],
        ["key.taken", "access.proven"]
    );
    assert!(
        world
            .aws
            .journal()
            .iter()
            .all(|call| !call.starts_with("AssumeRole")),
        "no role is tried"
    );
    world.app.confirm(&world.operator(), ACCOUNT).await.unwrap();
}

#[tokio::test]
async fn each_wrong_key_has_its_own_answer_and_is_not_kept() {
    let world = world().await;
    prepared(&world).await;
    let keys = &world.aws.keys;
    keys.put(fake_key("AKIAOTHEROTHEROTHER1", "210987654321", "x"));
    keys.put(fake_key("AKIAROOTROOTROOTROO1", ACCOUNT, "root"));
    keys.put(FakeKey {
        active: false,
        ..fake_key("AKIAINACTIVEINACTIV1", ACCOUNT, "x")
    });
    let wrong = "wrong+secret/0123456789abcdefghijklmnopq";
    for (id, secret, mistake) in [
        (KEY, wrong, "key_secret_wrong"),
        ("AKIANOBODYNOBODYNOB1", SECRET, "key_unknown"),
        ("AKIAINACTIVEINACTIV1", SECRET, "key_unknown"),
        ("AKIAOTHEROTHEROTHER1", SECRET, "key_of_other_account"),
        ("AKIAROOTROOTROOTROO1", SECRET, "key_of_root"),
    ] {
        let check = save(&world, id, secret).await;
        assert_eq!(mistakes(&check), [mistake], "{id}");
        assert!(standings(&world).await.is_empty(), "{mistake}: not kept");
        let account = account(&world).await;
        assert_eq!(access(&account).state.name(), "blocked", "{mistake}");
        assert_eq!(actions(&world, 1).await, ["key.refused"]);
    }
    let journal = world.aws.journal();
    let others = ["OTHER1", "HER1", "ROO1"];
    assert!(
        journal
            .iter()
            .filter(|call| others.iter().any(|end| call.ends_with(end)))
            .all(|call| call.starts_with("sts:GetCallerIdentity")),
        "nothing else is tried with somebody else's or a root key: {journal:?}"
    );
}

#[tokio::test]
async fn a_form_error_comes_before_any_call_and_repeats_nothing() {
    let world = world().await;
    prepared(&world).await;
    let calls = world.aws.journal().len();
    for (id, secret, code) in [
        (SECRET, SECRET, ProblemCode::AccessKeyIdInvalid),
        (
            "ASIAOLDKEYOLDKEYOLD1",
            SECRET,
            ProblemCode::AccessKeyTemporary,
        ),
        (KEY, "CANARYhalf", ProblemCode::SecretAccessKeyInvalid),
    ] {
        let refused = world
            .app
            .save_key(&world.operator(), ACCOUNT, &draft(id, secret))
            .await
            .unwrap_err();
        assert_eq!(refused.code, code);
        assert!(!format!("{refused:?}").contains("CANARY"), "{refused:?}");
    }
    let both = world
        .app
        .save_key(&world.operator(), ACCOUNT, &draft("x", "y"))
        .await
        .unwrap_err();
    assert_eq!(both.fields.len(), 2, "every bad field at once");
    assert_eq!(world.aws.journal().len(), calls);
    assert!(standings(&world).await.is_empty());
}

/// IAM shows a new key a moment later: that is waiting, not a finding.
#[tokio::test]
async fn a_new_key_is_waited_for() {
    let world = world().await;
    prepared(&world).await;
    world.aws.keys.edit(KEY, |key| key.silent = 2);
    let check = save(&world, KEY, SECRET).await;
    assert_eq!((check.tries, mistakes(&check).len()), (3, 0));
    assert_eq!(standings(&world).await, current("OLD1"));
}

#[tokio::test]
async fn a_missing_permission_keeps_the_key_for_the_next_check() {
    let world = world().await;
    prepared(&world).await;
    world.aws.keys.deny("iam:ListAccountAliases");
    let check = save(&world, KEY, SECRET).await;
    assert_eq!(mistakes(&check), ["permission_missing"]);
    assert_eq!(
        standings(&world).await,
        [(KeyStanding::Candidate, "OLD1".to_owned())]
    );
    world.aws.keys.allow_all();
    let account = world.check(&account(&world).await, Trigger::Person).await;
    assert_eq!(outcome(&account.unwrap()), "passed | ");
    assert_eq!(standings(&world).await, current("OLD1"));
}

#[tokio::test]
async fn the_proven_key_stays_until_a_new_one_is_proven() {
    let world = world().await;
    prepared(&world).await;
    save(&world, KEY, SECRET).await;
    let before = account(&world).await;
    let refused = save(&world, "AKIANOBODYNOBODYNOB1", SECRET).await;
    assert_eq!(
        mistakes(&refused),
        ["key_unknown"],
        "in the check's own report"
    );
    let after = account(&world).await;
    assert_eq!(outcome(&after), "passed | ");
    assert_eq!(access(&after).report, access(&before).report);
    assert_eq!(standings(&world).await, current("OLD1"));

    let second = "AKIASECONDSECONDSEC2";
    world.aws.keys.put(fake_key(second, ACCOUNT, "landfast"));
    save(&world, second, SECRET).await;
    assert_eq!(standings(&world).await, current("SEC2"));
}

#[tokio::test]
async fn a_key_that_stops_answering_is_drift_and_comes_back() {
    let world = world().await;
    prepared(&world).await;
    save(&world, KEY, SECRET).await;
    world.aws.keys.edit(KEY, |key| key.active = false);
    for _ in 0..20 {
        world.clock.advance(Duration::from_secs(2 * 60 * 60));
        world.work().await.unwrap();
    }
    let drifted = account(&world).await;
    assert_eq!(outcome(&drifted), "drifted | key_answers: key_unknown");
    assert_eq!(standings(&world).await, current("OLD1"), "it may come back");
    world.aws.keys.edit(KEY, |key| key.active = true);
    world.clock.set(drifted.next_check_at.unwrap());
    world.work().await.unwrap();
    assert_eq!(outcome(&account(&world).await), "passed | ");
}

#[tokio::test]
async fn trouble_blames_nobody_and_keeps_the_key_for_a_day() {
    let world = world().await;
    prepared(&world).await;
    world.aws.fail_next([Fault::Outage; 60]);
    let saved = world
        .app
        .save_key(&world.operator(), ACCOUNT, &draft(KEY, SECRET))
        .await;
    saved.unwrap();
    for _ in 0..10 {
        world.clock.advance(Duration::from_secs(60));
        world.work().await.unwrap();
    }
    assert_eq!(outcome(&account(&world).await), "waiting | ");
    assert_eq!(standings(&world).await.len(), 1);
    for _ in 0..60 {
        world.clock.advance(Duration::from_secs(60 * 60));
        world.aws.fail_next([Fault::Outage; 2]);
        world.work().await.unwrap();
    }
    assert!(
        standings(&world).await.is_empty(),
        "nobody knows whether it is right"
    );
}

#[tokio::test]
async fn an_account_without_a_key_cannot_be_checked() {
    let world = world().await;
    prepared(&world).await;
    let refused = world
        .app
        .start_check(&world.operator(), ACCOUNT, "api-access", Trigger::Person)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionNotAllowed);
    world.register("210987654321").await.unwrap();
    let of_role = world
        .app
        .save_key(&world.operator(), "210987654321", &draft(KEY, SECRET))
        .await
        .unwrap_err();
    assert_eq!(of_role.code, ProblemCode::ActionNotAllowed);
}

/// From key to role and back without a new registration; what was proven stays until then.
#[tokio::test]
async fn the_method_changes_both_ways() {
    let world = world().await;
    prepared(&world).await;
    save(&world, KEY, SECRET).await;
    let to = async |method: &str| {
        let edit = AccountEdit {
            method: Some(method.to_owned()),
            ..AccountEdit::default()
        };
        world
            .app
            .edit_account(&world.operator(), ACCOUNT, &edit)
            .await
            .unwrap()
    };
    let with_role = to("console_stack").await;
    assert_eq!(standings(&world).await, current("OLD1"));
    world.launch(&with_role);
    let proven = world.check(&with_role, Trigger::Person).await.unwrap();
    assert!(proven.proven.is_some());
    assert!(
        standings(&world).await.is_empty(),
        "a role needs no key beside it"
    );
    assert_eq!(actions(&world, 1).await, ["key.forgotten"]);

    let back = to("access_keys").await;
    assert!(
        back.proven.is_some(),
        "the role stays until a key is proven"
    );
    let still = world.check(&back, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&still), "passed | ");
    save(&world, KEY, SECRET).await;
    let by_key = account(&world).await;
    assert!(by_key.proven.is_none());
    assert_eq!(outcome(&by_key), "passed | ");
}

/// A secret of one workspace is no secret of another, and a removed account leaves none.
#[tokio::test]
async fn removing_the_account_forgets_the_key_and_says_what_is_left() {
    let world = world().await;
    prepared(&world).await;
    save(&world, KEY, SECRET).await;
    let removal = world
        .app
        .remove_account(&world.operator(), ACCOUNT, true)
        .await
        .unwrap();
    assert!(
        removal.left_in_aws[0].contains("OLD1"),
        "{:?}",
        removal.left_in_aws
    );
    assert!(standings(&world).await.is_empty());
}

#[tokio::test]
async fn what_a_key_has_no_use_for_is_refused_and_says_so() {
    let world = world().await;
    prepared(&world).await;
    let actor = world.operator();
    let status = world.app.step(&actor, ACCOUNT, "api-access").await.unwrap();
    let offers = status.step.actions(status.account.method);
    let refused: Vec<_> = offers
        .iter()
        .filter(|action| action.why_not.is_some())
        .map(|action| action.name.as_str())
        .collect();
    assert_eq!(refused, ["follow", "set_role", "resume"]);

    let follow = Trigger::Follow;
    let why = world
        .app
        .start_check(&actor, ACCOUNT, "api-access", follow)
        .await
        .unwrap_err();
    assert_eq!(why.code, ProblemCode::ActionNotAllowed);
    let arn = format!(
        "arn:{}:iam::{ACCOUNT}:role/own",
        landfast_domain::Partition::Aws
    );
    let why = world.app.set_role(&actor, ACCOUNT, &arn).await.unwrap_err();
    assert_eq!(why.code, ProblemCode::ActionNotAllowed);
    assert!(why.to_string().contains("role_arn"), "{why}");
    assert_eq!(account(&world).await.candidate, None);
}
