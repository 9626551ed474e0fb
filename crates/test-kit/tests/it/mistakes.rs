//! Every way a role can be wrong: what is found, and that no unsafe role is kept.

use std::fmt::Write;

use landfast_app::ports::Trigger;
use landfast_domain::{Account, RoleArn};
use landfast_test_kit::{FakeRole, IdRule, World};

use crate::support::{outcome, world};

const ID: &str = "012345678901";

type Break = fn(&World, &Account);

fn edit(world: &World, account: &Account, change: impl FnOnce(&mut FakeRole)) {
    world.aws.edit_role(&account.role_to_try(), change);
}

const MISTAKES: [(&str, Break); 12] = [
    ("never launched", |world, account| {
        world.aws.delete_role(&account.role_to_try())
    }),
    ("ExternalId edited", |w, a| {
        edit(w, a, |role| {
            role.external_id = IdRule::Exactly("lf-other:012345678901".into())
        })
    }),
    ("Principal edited", |w, a| {
        edit(w, a, |role| {
            role.trusts = role.trusts.replace("111122223333", "999999999999")
        })
    }),
    ("trusts everybody", |w, a| {
        edit(w, a, |role| {
            role.trusts = "*".into();
            role.principal_condition = None;
        });
    }),
    ("whole account", |w, a| {
        edit(w, a, |role| role.principal_condition = None)
    }),
    ("StringLike *", |w, a| {
        edit(w, a, |role| role.external_id = IdRule::Any)
    }),
    ("StringEqualsIfExists", |w, a| {
        edit(w, a, |role| {
            if let IdRule::Exactly(id) = role.external_id.clone() {
                role.external_id = IdRule::IfExists(id);
            }
        });
    }),
    ("condition missing", |w, a| {
        edit(w, a, |role| role.external_id = IdRule::None)
    }),
    ("other region", |w, a| {
        edit(w, a, |role| {
            role.tags
                .insert("landfast:stack-region".into(), "eu-west-1".into());
        });
    }),
    ("old template", |w, a| {
        edit(w, a, |role| {
            role.tags
                .insert("landfast:template-version".into(), "000000000000".into());
        });
    }),
    ("permission removed", |w, a| {
        edit(w, a, |role| {
            role.denied.insert("iam:ListAccountAliases".into());
        });
    }),
    ("role may not read itself", |w, a| {
        edit(w, a, |role| {
            role.denied.insert("iam:GetRole".into());
        });
    }),
];

/// The methods that come to the same role of Landfast's own making.
const OF_THE_TEMPLATE: [&str; 3] = ["console_stack", "cli", "terraform"];

/// An account whose role is there and as it should be.
async fn deployed(world: &World, method: &str) -> Account {
    let account = world.register_by(ID, method).await.unwrap();
    if method != "role_arn" {
        world.launch(&account);
        return account;
    }
    let own = account
        .template_role()
        .to_string()
        .replace("landfast-", "own-");
    let principal = world.app.identity().await.unwrap().principal;
    let mut role = FakeRole::of_template(&account, &principal, &world.app.template().version);
    role.tags.clear();
    let arn = RoleArn::parse(&own).unwrap();
    world.aws.put_role(&arn, role);
    let actor = world.operator();
    world.app.set_role(&actor, ID, &own).await.unwrap();
    world.app.account(&actor, ID).await.unwrap()
}

async fn before_a_proof(method: &str) -> String {
    let mut table = String::new();
    for (name, spoil) in MISTAKES {
        let world = world().await;
        let account = deployed(&world, method).await;
        spoil(&world, &account);
        let account = world.check(&account, Trigger::Person).await.unwrap();
        let kept = account.proven.is_some();
        assert!(
            !kept || outcome(&account) == "passed | ",
            "{name}: no role is kept"
        );
        writeln!(table, "{name}: {}", outcome(&account)).unwrap();
    }
    table
}

async fn after_a_proof(method: &str) -> String {
    let mut table = String::new();
    for (name, spoil) in MISTAKES {
        let world = world().await;
        let account = deployed(&world, method).await;
        let account = world.check(&account, Trigger::Person).await.unwrap();
        spoil(&world, &account);
        let account = world.check(&account, Trigger::Schedule).await.unwrap();
        writeln!(table, "{name}: {}", outcome(&account)).unwrap();
    }
    table
}

#[tokio::test]
async fn before_anything_was_proven() {
    let [first, others @ ..] = OF_THE_TEMPLATE;
    let table = before_a_proof(first).await;
    for other in others {
        assert_eq!(before_a_proof(other).await, table, "{other}");
    }
    assert!(!table.contains("passed"), "{table}");
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn after_it_was_proven_it_is_drift() {
    let [first, others @ ..] = OF_THE_TEMPLATE;
    let table = after_a_proof(first).await;
    for other in others {
        assert_eq!(after_a_proof(other).await, table, "{other}");
    }
    insta::assert_snapshot!(table);
}

/// What only the template's role can have wrong is right here: its region and its version.
#[tokio::test]
async fn a_role_of_ones_own_before_and_after_a_proof() {
    let (before, after) = (
        before_a_proof("role_arn").await,
        after_a_proof("role_arn").await,
    );
    insta::assert_snapshot!(format!("before\n{before}\nafter\n{after}"));
}

/// A handmade role that is unsafe is forgotten; the next check looks at the template's role again.
#[tokio::test]
async fn an_unsafe_candidate_is_forgotten() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let arn = landfast_domain::RoleArn::parse(
        &account
            .template_role()
            .to_string()
            .replace("landfast-", "own-"),
    )
    .unwrap();
    let principal = world.app.identity().await.unwrap().principal;
    let mut role = FakeRole::of_template(&account, &principal, &world.app.template().version);
    role.external_id = IdRule::Any;
    world.aws.put_role(&arn, role);
    world
        .app
        .set_role(&world.operator(), "012345678901", &arn.to_string())
        .await
        .unwrap();
    let account = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!((account.candidate, account.proven), (None, None));
}

#[tokio::test]
async fn the_stack_launched_in_another_account_is_found_there() {
    let world = world().await;
    let (right, wrong) = (
        world.register("012345678901").await.unwrap(),
        world.register("222222222222").await.unwrap(),
    );
    let astray = Account {
        id: wrong.id.clone(),
        ..right.clone()
    };
    world.launch(&astray);
    let account = world.check(&right, Trigger::Follow).await.unwrap();
    assert_eq!(
        outcome(&account),
        "blocked | assume_with_external_id: wrong_account"
    );
}

#[tokio::test]
async fn a_neighbours_role_that_takes_any_id_is_no_stack_astray() {
    let world = world().await;
    let (open, waiting) = (
        world.register("222222222222").await.unwrap(),
        world.register("012345678901").await.unwrap(),
    );
    world.launch(&open);
    let role = open.template_role();
    world
        .aws
        .edit_role(&role, |role| role.external_id = IdRule::Any);
    let account = world.check(&waiting, Trigger::Follow).await.unwrap();
    assert!(
        !outcome(&account).contains("wrong_account"),
        "{}",
        outcome(&account)
    );
}

#[tokio::test]
async fn a_role_that_another_workspace_has_proven_is_not_tried() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    let other = World::over(world.store.clone(), "other", 2).await.unwrap();
    let theirs = other.register("012345678901").await.unwrap();
    let theirs = other.check(&theirs, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&theirs), "blocked | role_unclaimed: role_claimed");
    assert_eq!(
        other.aws.journal(),
        Vec::<String>::new(),
        "nothing was asked of AWS"
    );
}
