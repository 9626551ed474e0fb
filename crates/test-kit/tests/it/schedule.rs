use std::time::Duration;

use landfast_app::ports::{AccountQuery, Trigger};
use landfast_domain::{
    AccountId, Timestamp,
    account::AccountStatus,
    api_access::{Membership, tags},
};

use crate::support::{outcome, world};

#[tokio::test]
async fn a_proven_account_is_looked_at_every_day_and_drift_is_shown() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    let account = world.check(&account, Trigger::Person).await.unwrap();
    world
        .app
        .confirm(&world.operator(), "012345678901")
        .await
        .unwrap();
    let next = account.next_check_at.unwrap();
    let hours = next.since(account.last_check_at.unwrap()).as_secs() / 360;
    assert!(
        (216..=264).contains(&hours),
        "a day give or take a tenth, found {hours} tenths of an hour"
    );
    world.aws.delete_role(&account.template_role());
    for _ in 0..20 {
        world.clock.advance(Duration::from_secs(2 * 60 * 60));
        world.work().await.unwrap();
    }
    let account = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(
        outcome(&account),
        "drifted | assume_with_external_id: not_answering"
    );
    assert_eq!(account.status(), AccountStatus::Attention);
    world.launch(&account);
    world.clock.set(account.next_check_at.unwrap());
    world.work().await.unwrap();
    let account = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(
        (outcome(&account), account.status()),
        ("passed | ".to_owned(), AccountStatus::Active)
    );
}

/// A refusal has to last two minutes before a proven account counts as drifted.
#[tokio::test]
async fn one_refusal_is_not_drift() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    let account = world.check(&account, Trigger::Person).await.unwrap();
    world.aws.delete_role(&account.template_role());
    world.clock.set(account.next_check_at.unwrap());
    world.work().await.unwrap();
    let refused = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(outcome(&refused), "waiting | ");
    world.launch(&account);
    world.clock.advance(Duration::from_secs(5));
    world.work().await.unwrap();
    let back = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(outcome(&back), "passed | ");
}

#[tokio::test]
async fn a_hundred_accounts_spread_over_the_day() {
    let world = world().await;
    for n in 0..100u32 {
        let account = world
            .register(&format!("{:012}", 100_000 + n))
            .await
            .unwrap();
        world.launch(&account);
        world
            .app
            .start_check(
                &world.operator(),
                account.id.as_str(),
                "api-access",
                Trigger::Person,
            )
            .await
            .unwrap();
    }
    world.work().await.unwrap();
    let query = AccountQuery {
        limit: 200,
        ..AccountQuery::default()
    };
    let accounts = world
        .app
        .accounts(&world.operator(), &query)
        .await
        .unwrap()
        .items;
    let mut times: Vec<Timestamp> = accounts
        .iter()
        .filter_map(|account| account.next_check_at)
        .collect();
    times.sort();
    assert_eq!(times.len(), 100);
    let span = times[99].since(times[0]);
    assert!(span > Duration::from_secs(3 * 60 * 60), "{span:?}");
}

/// Whoever deletes a role and makes one of the same name leaves a trace here.
#[tokio::test]
async fn a_role_made_anew_is_proven_again_and_told() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    let account = world.check(&account, Trigger::Person).await.unwrap();
    world.aws.edit_role(&account.template_role(), |role| {
        role.unique_id = "AROANEW".into()
    });
    let account = world.check(&account, Trigger::Schedule).await.unwrap();
    assert_eq!(account.proven.unwrap().unique_id, "AROANEW");
    let newest = world
        .app
        .activity(&world.operator(), None, 1, None)
        .await
        .unwrap()
        .items;
    let actions: Vec<&str> = newest.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["access.role_recreated"]);
}

#[tokio::test]
async fn an_account_that_moves_to_another_payer_is_told() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    let payer = |id: &str, organization: &str| Membership::Organization {
        id: organization.to_owned(),
        management_account: AccountId::parse(id).unwrap(),
    };
    let (first, second) = ("210987654321", "333344445555");
    world
        .aws
        .put_membership(&account.id, payer(first, "o-firstfirst"));
    let linked = world.check(&account, Trigger::Person).await.unwrap();
    let moves = || async {
        let page = world
            .app
            .activity(&world.operator(), None, 50, None)
            .await
            .unwrap();
        let moved = page
            .items
            .into_iter()
            .filter(|row| row.action == "account.moved");
        moved.map(|row| row.summary).collect::<Vec<_>>()
    };
    assert_eq!(moves().await, Vec::<String>::new());

    world
        .aws
        .put_membership(&account.id, payer(second, "o-second"));
    let again = world.check(&linked, Trigger::Schedule).await.unwrap();
    assert_eq!(again.kind.unwrap().payer().unwrap().as_str(), second);
    let told = moves().await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains(first) && told[0].contains("o-second"),
        "{told:?}"
    );
}

#[tokio::test]
async fn each_turn_is_told_once_however_often_somebody_looks() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    let role = account.template_role();
    let tag = |value: &str| {
        let value = value.to_owned();
        world.aws.edit_role(&role, |role| {
            role.tags
                .insert(tags::TEMPLATE_VERSION.to_owned(), value.clone());
        });
    };
    let current = world.app.template().version.to_string();
    let look = || async {
        for trigger in [Trigger::Person, Trigger::Schedule, Trigger::Person] {
            world.check(&account, trigger).await.unwrap();
        }
    };
    look().await;
    tag("ba9876543210");
    look().await;
    world.aws.edit_role(&role, |role| {
        role.denied.insert("iam:GetRole".to_owned());
    });
    look().await;
    world.aws.edit_role(&role, |role| role.denied.clear());
    tag(&current);
    look().await;

    let actor = world.operator();
    let page = world.app.activity(&actor, None, 50, None).await.unwrap();
    let mut told: Vec<_> = page
        .items
        .iter()
        .filter_map(|row| row.action.strip_prefix("access."))
        .collect();
    told.reverse();
    assert_eq!(told, ["proven", "outdated", "drifted", "proven"]);
}
