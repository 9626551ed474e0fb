//! The organization of a payer, read by its proof, by a click, and day by day.

use std::time::Duration;

use landfast_app::{
    AccountDraft, OrganizationStatus, ProblemCode,
    ports::{MemberQuery, MemberRow, Trigger},
};
use landfast_domain::{
    Account, AccountId,
    api_access::Membership,
    organization::{MemberStanding, MemberState, Unit, UnitId},
};
use landfast_test_kit::{Fault, World};

use crate::support::world;

pub const PAYER: &str = "100000000001";

pub fn id(number: u64) -> AccountId {
    AccountId::parse(&format!("{number:012}")).unwrap()
}

fn unit(id: &str, name: &str, parent: Option<&Unit>) -> Unit {
    Unit {
        id: UnitId::parse(id).unwrap(),
        name: name.to_owned(),
        parent: parent.map(|unit| unit.id.clone()),
    }
}

pub fn root() -> Unit {
    unit("r-ab12", "Root", None)
}

fn workloads() -> Unit {
    unit("ou-ab12-00000001", "Workloads", Some(&root()))
}

/// A payer with `linked` accounts, half of them in a unit; its role is launched.
pub async fn payer(world: &World, linked: u64) -> Account {
    let draft = AccountDraft {
        account_id: PAYER.to_owned(),
        method: "console_stack".to_owned(),
        // Without it the accounts are read, and not where they stand.
        capabilities: Some(vec!["activation".to_owned()]),
        ..AccountDraft::default()
    };
    let payer = world.app.register(&world.operator(), &draft).await.unwrap();
    put(world, &payer, linked);
    world.check(&payer, Trigger::Person).await.unwrap()
}

/// What AWS has of it.
pub fn put(world: &World, payer: &Account, linked: u64) {
    world.launch(payer);
    let membership = Membership::Organization {
        id: "o-exampleorg1".to_owned(),
        management_account: payer.id.clone(),
    };
    world.aws.put_membership(&payer.id, membership);
    world.aws.edit_organization(&payer.id, |organization| {
        organization.tree.tree = [root(), workloads()].into_iter().collect();
        organization.put(&payer.id, "Payer", MemberState::Active, &root());
        for number in 1..=linked {
            let place = if number % 2 == 0 { root() } else { workloads() };
            let name = format!("Team {number}");
            organization.put(&id(number), &name, MemberState::Active, &place);
        }
    });
}

pub async fn read(world: &World) -> OrganizationStatus {
    world.work().await.unwrap();
    world
        .app
        .organization(&world.operator(), PAYER)
        .await
        .unwrap()
}

pub async fn rows(world: &World, unit: Option<&str>) -> Vec<MemberRow> {
    let of = read(world).await;
    let query = MemberQuery {
        payer: of.payer.id.clone(),
        search: None,
        standing: None,
        stack: None,
        units: None,
        limit: 200,
        cursor: None,
    };
    world
        .app
        .linked(&world.operator(), &of, unit, query)
        .await
        .unwrap()
        .items
}

async fn all_told(world: &World) -> Vec<String> {
    let log = world
        .app
        .activity(&world.operator(), None, 50, None)
        .await
        .unwrap();
    let of_organization = log
        .items
        .iter()
        .filter(|row| row.action.starts_with("organization."));
    of_organization.map(|row| row.summary.clone()).collect()
}

#[tokio::test]
async fn a_proven_payer_has_its_accounts_listed_not_activated() {
    let world = world().await;
    payer(&world, 4).await;
    let found = read(&world).await;
    assert!(found.organization.read_at.is_some());
    assert_eq!(found.organization.trouble, None);
    assert_eq!((found.coverage.wanted(), found.coverage.covered()), (5, 0));
    let units: Vec<(&str, u64)> = found
        .units
        .iter()
        .map(|one| (one.unit.name.as_str(), one.coverage.wanted()))
        .collect();
    assert_eq!(units, [("Root", 5), ("Workloads", 2)]);
    let in_unit = rows(&world, Some("ou-ab12-00000001")).await;
    assert_eq!(in_unit.len(), 2);
    assert!(
        in_unit
            .iter()
            .all(|row| row.standing() == MemberStanding::NotActivated)
    );
    assert_eq!(
        all_told(&world).await,
        [format!(
            "Found 5 accounts in the organization of payer {PAYER}."
        )]
    );
}

/// Linked first: the payer is known from the linked account's proof, and takes it in when it comes.
#[tokio::test]
async fn an_account_that_came_before_its_payer_is_adopted() {
    let world = world().await;
    let early = world.register("000000000002").await.unwrap();
    world.launch(&early);
    let membership = Membership::Organization {
        id: "o-exampleorg1".to_owned(),
        management_account: AccountId::parse(PAYER).unwrap(),
    };
    world.aws.put_membership(&early.id, membership);
    let early = world.check(&early, Trigger::Person).await.unwrap();
    let asked_for = early.kind.as_ref().and_then(|kind| kind.payer()).cloned();
    assert_eq!(asked_for, AccountId::parse(PAYER).ok());
    world
        .app
        .confirm(&world.operator(), "000000000002")
        .await
        .unwrap();
    payer(&world, 3).await;
    let all = rows(&world, None).await;
    let row = all.iter().find(|row| row.member.id == early.id).unwrap();
    assert_eq!(row.standing(), MemberStanding::Active);
    assert!(row.proven_at.is_some());
    assert_eq!(read(&world).await.coverage.covered(), 1);
}

#[tokio::test]
async fn what_changes_is_noticed_by_the_next_days_reading() {
    let world = world().await;
    let payer = payer(&world, 3).await;
    read(&world).await;
    world.aws.edit_organization(&payer.id, |organization| {
        organization.accounts.retain(|one| one.id != id(1));
        organization.put(&id(2), "Team 2", MemberState::Suspended, &workloads());
        organization.put(&id(9), "Team 9", MemberState::Active, &root());
    });
    world.clock.advance(Duration::from_secs(27 * 60 * 60));
    let standing: Vec<MemberStanding> = rows(&world, None)
        .await
        .iter()
        .map(MemberRow::standing)
        .collect();
    use MemberStanding as M;
    let expected = [M::Left, M::Unavailable, M::NotActivated, M::NotActivated];
    assert_eq!(standing[..4], expected);
    let mut told = all_told(&world).await;
    told.truncate(4);
    told.sort();
    assert_eq!(
        told,
        [
            format!("AWS now has account {} as suspended; it was active.", id(2)),
            format!(
                "Account {} is no longer in the organization of payer {PAYER}.",
                id(1)
            ),
            format!(
                "Account {} was moved from Root to Workloads in its organization.",
                id(2)
            ),
            format!(
                "Account {} is new in the organization of payer {PAYER}.",
                id(9)
            ),
        ]
    );
    let entries = all_told(&world).await.len();
    world.clock.advance(Duration::from_secs(27 * 60 * 60));
    read(&world).await;
    assert_eq!(
        all_told(&world).await.len(),
        entries,
        "nothing is told twice"
    );
}

/// Trouble and refusals take nobody away, and say what happened.
#[tokio::test]
async fn a_reading_that_fails_changes_nobody() {
    let world = world().await;
    payer(&world, 3).await;
    let before = rows(&world, None).await;
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    // Into the account, then the first list.
    world.aws.fail_after(1, Fault::Throttle);
    let after = read(&world).await;
    let trouble = after.organization.trouble.unwrap();
    assert!(
        trouble.contains("It is tried again by itself."),
        "{trouble}"
    );
    assert_eq!(rows(&world, None).await, before);
    world.clock.advance(Duration::from_secs(6 * 60));
    assert_eq!(read(&world).await.organization.trouble, None);
}

#[tokio::test]
async fn a_list_without_its_payer_is_not_taken_over() {
    let world = world().await;
    let payer = payer(&world, 3).await;
    let before = rows(&world, None).await;
    world.aws.edit_organization(&payer.id, |organization| {
        organization.accounts.truncate(0);
    });
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    let after = read(&world).await;
    assert!(
        after
            .organization
            .trouble
            .unwrap()
            .starts_with("Nothing of it was taken over")
    );
    assert_eq!(rows(&world, None).await, before);
}

#[tokio::test]
async fn two_clicks_read_once_and_others_have_no_organization() {
    let world = world().await;
    payer(&world, 3).await;
    read(&world).await;
    let lists = |world: &World| {
        let journal = world.aws.journal();
        journal
            .iter()
            .filter(|line| line.starts_with("organizations:ListAccounts"))
            .count()
    };
    let before = lists(&world);
    for _ in 0..2 {
        world.app.discover(&world.operator(), PAYER).await.unwrap();
    }
    read(&world).await;
    // Of the two, one is the permission's own probe in checks; a discovery asks once.
    assert_eq!(lists(&world) - before, 1);
    let alone = world.register("900000000009").await.unwrap();
    let refused = world
        .app
        .discover(&world.operator(), alone.id.as_str())
        .await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::StepNotApplicable);
}
