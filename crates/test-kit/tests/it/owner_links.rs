//! Links for the owners of single accounts: what they open, and what they never do.

use std::time::Duration;

use landfast_app::{
    AccountDraft, AccountEdit, Error, Owner, OwnerVisit, ProblemCode as P, StepStatus,
    ports::{CheckState, Trigger},
};
use landfast_domain::{
    Account, AccountId, AccountKind, Method, RoleArn, api_access::Membership,
    organization::MemberState, step::StepKind,
};
use landfast_test_kit::{FakeRole, World, operator, principal, reader};
use secrecy::{ExposeSecret, SecretString};

use crate::{organization, support::world};

const OWNED: &str = "012345678901";
const OTHER: &str = "210987654321";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn code<T>(result: Result<T, Error>) -> P {
    result.err().map(|why| why.code).unwrap()
}

async fn link(world: &World, account: &str) -> SecretString {
    let made = world
        .app
        .make_owner_link(&world.operator(), account, None)
        .await;
    made.unwrap().text
}

async fn enter(world: &World, link: &SecretString) -> Owner {
    world.app.by_owner_link(link).await.unwrap()
}

async fn visit(world: &World, owner: &Owner) -> OwnerVisit {
    world.app.owner_visit(owner).await.unwrap()
}

fn access(visit: &OwnerVisit) -> &StepStatus {
    visit.steps.first().unwrap()
}

/// Asks for a check by the link and waits for its answer.
async fn check(world: &World, owner: &Owner, trigger: Trigger) -> OwnerVisit {
    let asked = world.app.owner_check(owner, "api-access", trigger).await;
    asked.unwrap();
    loop {
        world.work().await.unwrap();
        let now = visit(world, owner).await;
        let check = access(&now).check.clone().unwrap();
        match check.next_at.filter(|_| check.state != CheckState::Done) {
            Some(at) => world.clock.set(at),
            None => return now,
        }
    }
}

/// `actor action` of the newest entries of the audit log, oldest of them first.
async fn log(world: &World, newest: u32) -> Vec<String> {
    let page = world
        .app
        .activity(&world.operator(), None, newest, None)
        .await
        .unwrap();
    let line = |row: &landfast_app::ports::AuditRow| format!("{} {}", row.actor, row.action);
    page.items.iter().rev().map(line).collect()
}

#[tokio::test]
async fn an_owner_goes_from_the_link_to_a_proven_role() {
    let world = world().await;
    let account = world.register(OWNED).await.unwrap();
    let text = link(&world, OWNED).await;
    let owner = enter(&world, &text).await;
    let first = visit(&world, &owner).await;
    assert_eq!(first.link.made_by, "ada@example.com");
    assert_eq!(first.workspace.name, "main");
    assert_eq!(first.link.expires_at, world.app.now().plus(DAY * 7));
    let instructions = access(&first).instructions.as_ref().unwrap();
    assert!(
        instructions.launch.is_some(),
        "{:?}",
        instructions.why_not_ready
    );

    let followed = world
        .app
        .owner_check(&owner, "api-access", Trigger::Follow)
        .await
        .unwrap();
    world.work().await.unwrap();
    world.launch(&account);
    world.clock.advance(Duration::from_secs(60));
    world.work().await.unwrap();
    let last = visit(&world, &owner).await;
    assert_eq!(access(&last).step.state.name(), "passed");
    assert_eq!(last.account.proven.unwrap().arn, account.template_role());

    let by = format!("owner-link:{}", owner.link().id);
    assert_eq!(followed.asked_by.as_deref(), Some(by.as_str()));
    assert_eq!(
        log(&world, 3).await,
        [
            "ada@example.com owner_link.made".to_owned(),
            format!("{by} check.followed"),
            "landfast access.proven".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_pasted_role_is_of_this_account_only() {
    let world = world().await;
    let account = world.register_by(OWNED, "role_arn").await.unwrap();
    let owner = enter(&world, &link(&world, OWNED).await).await;
    let foreign = format!("arn:aws:iam::{OTHER}:role/x");
    assert_eq!(
        code(world.app.owner_set_role(&owner, &foreign).await),
        P::RoleArnOtherAccount
    );
    assert_eq!(
        code(world.app.owner_set_role(&owner, "role").await),
        P::RoleArnInvalid
    );
    let arn = RoleArn::parse(&format!("arn:aws:iam::{OWNED}:role/mine")).unwrap();
    let version = &world.app.template().version;
    let role = FakeRole::of_template(&account, &principal().unwrap(), version);
    world.aws.put_role(&arn, role);
    world
        .app
        .owner_set_role(&owner, &arn.to_string())
        .await
        .unwrap();
    let done = check(&world, &owner, Trigger::Person).await;
    assert_eq!(done.account.proven.unwrap().arn, arn);
}

#[tokio::test]
async fn one_answer_for_what_expired_was_revoked_or_never_was() {
    let world = world().await;
    world.register(OWNED).await.unwrap();
    let ada = world.operator();
    let (revoked, expired) = (link(&world, OWNED).await, link(&world, OWNED).await);
    let id = enter(&world, &revoked).await.link().id.clone();
    world
        .app
        .revoke_owner_link(&ada, OWNED, id.as_str())
        .await
        .unwrap();
    let none = SecretString::from("lfo_olk_00000000000000000000000000.none");
    let wrong = SecretString::from(format!("lfo_{id}.wrong"));
    let session = SecretString::from("whatever");
    assert!(
        world.app.by_owner_link(&expired).await.is_ok(),
        "one of several"
    );
    world.clock.advance(DAY * 7);
    let mut answers = Vec::new();
    for text in [&revoked, &expired, &none, &wrong, &session] {
        let why = world.app.by_owner_link(text).await.unwrap_err();
        assert_eq!(why.code, P::OwnerLinkInvalid);
        answers.push(format!("{} {:?}", why.detail, why.hints));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");

    let listed = world.app.owner_links(&ada, OWNED).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().any(|one| {
        one.revoked
            .as_ref()
            .is_some_and(|by| by.by == "ada@example.com")
    }));
    assert!(
        listed.iter().all(|one| one.last_used_at.is_some()),
        "{listed:?}"
    );
    // Doing it again, or to one that is over, changes nothing and is told to nobody.
    let before = log(&world, 20).await;
    for one in &listed {
        world
            .app
            .revoke_owner_link(&ada, OWNED, one.id.as_str())
            .await
            .unwrap();
    }
    assert_eq!(log(&world, 20).await, before);
    assert_eq!(
        before
            .iter()
            .filter(|line| line.ends_with("owner_link.revoked"))
            .count(),
        1
    );
}

#[tokio::test]
async fn a_link_ends_with_its_account_and_rests_while_it_is_removed() {
    let world = world().await;
    world.register(OWNED).await.unwrap();
    let (ada, text) = (world.operator(), link(&world, OWNED).await);
    let owner = enter(&world, &text).await;
    world.app.begin_removal(&ada, OWNED).await.unwrap();
    let resting = visit(&world, &owner).await;
    assert!(resting.steps.is_empty() && resting.why_nothing.is_some());
    let asked = world.app.owner_check(&owner, "api-access", Trigger::Person);
    assert_eq!(code(asked.await), P::ActionNotAllowed);
    let arn = format!("arn:aws:iam::{OWNED}:role/mine");
    assert_eq!(
        code(world.app.owner_set_role(&owner, &arn).await),
        P::ActionNotAllowed
    );
    world.app.cancel_removal(&ada, OWNED).await.unwrap();
    assert_eq!(visit(&world, &owner).await.steps.len(), 1);
    world.app.remove_account(&ada, OWNED, false).await.unwrap();
    assert_eq!(
        code(world.app.by_owner_link(&text).await),
        P::OwnerLinkInvalid
    );
    assert_eq!(
        code(world.app.owner_visit(&owner).await),
        P::OwnerLinkInvalid
    );
    // The same account registered again is another registration: the old link stays dead.
    world.register(OWNED).await.unwrap();
    assert_eq!(
        code(world.app.by_owner_link(&text).await),
        P::OwnerLinkInvalid
    );
}

#[tokio::test]
async fn only_operators_make_and_revoke_and_only_for_what_has_a_role() {
    let world = world().await;
    world.register(OWNED).await.unwrap();
    let (ada, bob) = (operator(&world.workspace), reader(&world.workspace));
    let make =
        async |actor, account, days| code(world.app.make_owner_link(actor, account, days).await);
    assert_eq!(make(&bob, OWNED, None).await, P::Forbidden);
    assert_eq!(make(&ada, OTHER, None).await, P::AccountNotFound);
    for days in [0, 31] {
        assert_eq!(
            make(&ada, OWNED, Some(days)).await,
            P::OwnerLinkExpiryInvalid
        );
    }
    let text = link(&world, OWNED).await;
    let id = enter(&world, &text).await.link().id.to_string();
    world.register(OTHER).await.unwrap();
    for (actor, account, link, why) in [
        (&bob, OWNED, id.as_str(), P::Forbidden),
        (&ada, OTHER, &id, P::OwnerLinkNotFound),
        (&ada, OWNED, "olk_1", P::OwnerLinkNotFound),
    ] {
        assert_eq!(
            code(world.app.revoke_owner_link(actor, account, link).await),
            why
        );
    }
    assert_eq!(world.app.owner_links(&bob, OWNED).await.unwrap().len(), 1);
    enter(&world, &text).await;
}

#[tokio::test]
async fn two_workspaces_never_meet() {
    let rows = crate::support::rows().await;
    let main = World::over(rows.clone(), "main", 1).await.unwrap();
    let other = World::over(rows, "other", 2).await.unwrap();
    main.register(OWNED).await.unwrap();
    other.register(OWNED).await.unwrap();
    let text = link(&main, OWNED).await;
    let owner = enter(&other, &text).await;
    assert_eq!(owner.workspace().name, "main", "wherever it comes in");
    let theirs = other.app.account(&other.operator(), OWNED).await.unwrap();
    let seen = visit(&other, &owner).await.account;
    assert_ne!(seen.external_id, theirs.external_id);
    let id = owner.link().id.as_str();
    assert!(
        other
            .app
            .owner_links(&other.operator(), OWNED)
            .await
            .unwrap()
            .is_empty()
    );
    let eve = other.operator();
    let revoke = other.app.revoke_owner_link(&eve, OWNED, id);
    assert_eq!(code(revoke.await), P::OwnerLinkNotFound);
}

#[tokio::test]
async fn an_owner_is_told_of_no_other_account_and_no_other_person() {
    let world = world().await;
    let mut draft = AccountDraft {
        account_id: OTHER.to_owned(),
        name: Some("Secret plans".to_owned()),
        method: "console_stack".to_owned(),
        ..AccountDraft::default()
    };
    let other = world.app.register(&world.operator(), &draft).await.unwrap();
    draft = AccountDraft {
        account_id: OWNED.to_owned(),
        name: None,
        ..draft
    };
    let account = world.app.register(&world.operator(), &draft).await.unwrap();
    // The stack of the owner's account, launched in the other one.
    let misplaced = Account {
        id: other.id.clone(),
        ..account.clone()
    };
    world.launch(&misplaced);
    let checked = world.check(&account, Trigger::Person).await.unwrap();
    assert!(
        format!("{checked:?}").contains("Secret plans"),
        "operators are told"
    );
    let owner = enter(&world, &link(&world, OWNED).await).await;
    let seen = visit(&world, &owner).await;
    let step = access(&seen);
    assert!(step.step.report.is_some() && step.check.is_some());
    let text = format!("{:?} {:?} {:?}", step.step, step.check, step.instructions);
    assert!(text.contains("another account answered"), "{text}");
    for word in [OTHER, "Secret plans", "ada@example.com"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[tokio::test]
async fn a_payers_owner_is_shown_nothing_of_linked_accounts() {
    let world = world().await;
    let payer = world.register(OTHER).await.unwrap();
    world.launch(&payer);
    let organization = Membership::Organization {
        id: "o-abcdefghij".into(),
        management_account: AccountId::parse(OTHER).unwrap(),
    };
    world.aws.put_membership(&payer.id, organization);
    let owner = enter(&world, &link(&world, OTHER).await).await;
    let seen = check(&world, &owner, Trigger::Person).await;
    assert_eq!(seen.account.kind, Some(AccountKind::Payer));
    let kinds: Vec<_> = seen.steps.iter().map(|one| one.step.kind).collect();
    assert_eq!(kinds, [StepKind::ApiAccess]);
    let asked = world
        .app
        .owner_check(&owner, "linked-accounts", Trigger::Person);
    assert_eq!(code(asked.await), P::StepNotFound);
}

#[tokio::test]
async fn an_account_that_lost_its_role_has_nothing_for_its_owner() {
    let world = world().await;
    let ada = world.operator();
    world.register(OWNED).await.unwrap();
    let text = link(&world, OWNED).await;
    world
        .app
        .switch_method(&ada, Method::AccessKeys, true)
        .await
        .unwrap();
    let edit = AccountEdit {
        method: Some("access_keys".to_owned()),
        ..AccountEdit::default()
    };
    world.app.edit_account(&ada, OWNED, &edit).await.unwrap();
    let again = world.app.make_owner_link(&ada, OWNED, None).await;
    assert_eq!(code(again), P::ActionNotAllowed);
    let owner = enter(&world, &text).await;
    assert!(visit(&world, &owner).await.why_nothing.is_some());
}

#[tokio::test]
async fn what_the_server_lacks_is_said_without_its_insides() {
    let world = world().await;
    world.register(OWNED).await.unwrap();
    world.aws.take_bucket();
    let owner = enter(&world, &link(&world, OWNED).await).await;
    let seen = visit(&world, &owner).await;
    let why = access(&seen)
        .instructions
        .as_ref()
        .unwrap()
        .why_not_ready
        .clone()
        .unwrap();
    assert!(
        why.contains("Tell ada@example.com") && !why.contains("--template-bucket"),
        "{why}"
    );
}

#[tokio::test]
async fn guessing_is_stopped() {
    let world = world().await;
    world.register(OWNED).await.unwrap();
    let text = link(&world, OWNED).await;
    let (public, _) = text.expose_secret().split_once('.').unwrap();
    let wrong = SecretString::from(format!("{public}.wrong"));
    for _ in 0..10 {
        assert_eq!(
            code(world.app.by_owner_link(&wrong).await),
            P::OwnerLinkInvalid
        );
    }
    let why = world.app.by_owner_link(&text).await.unwrap_err();
    assert_eq!(why.code, P::TooManyAttempts);
    world.clock.advance(why.retry_after.unwrap());
    assert!(world.app.by_owner_link(&text).await.is_ok());
}

/// An account that only the organization knows is registered by the link for its owner.
#[tokio::test]
async fn a_link_registers_an_account_of_the_organization() {
    let world = world().await;
    organization::payer(&world, 3).await;
    organization::read(&world).await;
    let (ada, bob, app) = (world.operator(), reader(&world.workspace), &world.app);
    let make = async |actor, account| {
        app.make_linked_owner_link(actor, organization::PAYER, account, None)
            .await
    };
    let (first, second, left) = ("000000000001", "000000000002", "000000000003");
    assert_eq!(code(make(&bob, first).await), P::Forbidden);
    assert_eq!(code(make(&ada, OTHER).await), P::AccountNotFound);
    let draft = AccountDraft {
        account_id: OWNED.to_owned(),
        name: Some("Team 2".to_owned()),
        method: "console_stack".to_owned(),
        ..AccountDraft::default()
    };
    app.register(&ada, &draft).await.unwrap();

    for (account, name) in [(first, "Team 1"), (second, second)] {
        let made = make(&ada, account).await.unwrap();
        let owner = enter(&world, &made.text).await;
        let seen = visit(&world, &owner).await;
        assert_eq!(
            (seen.account.id.as_str(), seen.account.name.as_str()),
            (account, name)
        );
        world.launch(&seen.account);
        let proven = check(&world, &owner, Trigger::Person).await;
        assert_eq!(access(&proven).step.state.name(), "passed");
    }
    let told = log(&world, 50).await;
    let registered = |line: &&String| line.ends_with("ada@example.com account.registered");
    assert_eq!(told.iter().filter(registered).count(), 4, "{told:?}");
    // One that is registered keeps what it has.
    let before = app.account(&ada, first).await.unwrap();
    make(&ada, first).await.unwrap();
    assert_eq!(app.account(&ada, first).await.unwrap(), before);

    let payer = AccountId::parse(organization::PAYER).unwrap();
    world.aws.edit_organization(&payer, |members| {
        members.put(
            &AccountId::parse(left).unwrap(),
            "Team 3",
            MemberState::Suspended,
            &organization::root(),
        );
    });
    app.discover(&ada, organization::PAYER).await.unwrap();
    organization::read(&world).await;
    assert_eq!(code(make(&ada, left).await), P::ActionNotAllowed);
    assert_eq!(code(app.account(&ada, left).await), P::AccountNotFound);
    let of_linked = app.make_linked_owner_link(&ada, OWNED, first, None).await;
    assert_eq!(code(of_linked), P::StepNotApplicable);
}
