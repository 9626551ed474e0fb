//! Every way a role can be wrong: what is found, and that no unsafe role is kept.

use std::fmt::Write;

use landfast_app::ports::Trigger;
use landfast_domain::Account;
use landfast_test_kit::{FakeRole, IdRule, World};

use crate::support::{outcome, world};

type Break = fn(&World, &Account);

fn edit(world: &World, account: &Account, change: impl FnOnce(&mut FakeRole)) {
    world.aws.edit_role(&account.template_role(), change);
}

const MISTAKES: [(&str, Break); 12] = [
    ("never launched", |world, account| {
        world.aws.delete_role(&account.template_role())
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

#[tokio::test]
async fn before_anything_was_proven() {
    let mut table = String::new();
    for (name, spoil) in MISTAKES {
        let world = world().await;
        let account = world.register("012345678901").await.unwrap();
        world.launch(&account);
        spoil(&world, &account);
        let account = world.check(&account, Trigger::Person).await.unwrap();
        assert_eq!(account.proven, None, "{name}: no role is kept");
        writeln!(table, "{name}: {}", outcome(&account)).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn after_it_was_proven_it_is_drift() {
    let mut table = String::new();
    for (name, spoil) in MISTAKES {
        let world = world().await;
        let account = world.register("012345678901").await.unwrap();
        world.launch(&account);
        world.check(&account, Trigger::Person).await.unwrap();
        spoil(&world, &account);
        let account = world.check(&account, Trigger::Schedule).await.unwrap();
        writeln!(table, "{name}: {}", outcome(&account)).unwrap();
    }
    insta::assert_snapshot!(table);
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
