//! The accounts of organizations come back, are counted and found as they stand.

use landfast_app::ports::{MemberQuery, MemberRow};
use landfast_domain::{
    organization::{
        Group, Member, MemberStanding, MemberState, Organization, Reached, Unit, UnitId, of_stacks,
        stack_set::{Instance, StackReason, StackState},
    },
    step::{Step, StepKind, StepState},
};

use crate::support::*;

contract!(
    an_organization_comes_back,
    the_lists_and_the_counts_agree_with_the_rule,
    pages_do_not_overlap,
    removing_the_payer_forgets_its_organization,
    the_parameter_of_a_rollout_is_shared,
    accounts_have_the_name_that_somebody_gave_them,
);

fn unit(number: u32) -> UnitId {
    UnitId::parse(&format!("ou-ab12-{number:08}")).unwrap()
}

fn member(number: u32) -> Member {
    Member {
        id: acc(number),
        name: format!("Account {number}"),
        state: MemberState::Active,
        unit: Some(unit(number % 3)),
        joined_at: Some(at(5)),
        first_seen_at: at(6),
        left_at: None,
        left_out_at: None,
        reached: None,
        instance: None,
    }
}

fn query() -> MemberQuery {
    MemberQuery {
        payer: acc(1),
        search: None,
        standing: None,
        stack: None,
        units: None,
        limit: 100,
        cursor: None,
    }
}

async fn fill(bench: &Bench, members: &[Member]) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            tx.members_put(&acc(1), members).await.unwrap();
        })
        .await;
}

async fn listed(bench: &Bench, query: MemberQuery) -> Vec<MemberRow> {
    bench
        .at(&ws(1))
        .organization_members(&query)
        .await
        .unwrap()
        .items
}

async fn an_organization_comes_back(bench: &Bench) {
    let mut organization = Organization {
        read_at: Some(at(9)),
        trouble: Some("none".to_owned()),
        ..Organization::default()
    };
    organization.tree = [Unit {
        id: unit(1),
        name: "Workloads".to_owned(),
        parent: None,
    }]
    .into_iter()
    .collect();
    let mut changed = Member {
        left_at: Some(at(7)),
        left_out_at: Some(at(8)),
        reached: Some(Reached {
            at: at(8),
            why_not: Some("AccessDenied".to_owned()),
        }),
        unit: None,
        instance: Some(Instance {
            state: StackState::Failed,
            reason: Some(StackReason::RoleNameTaken),
            words: Some("said AWS".to_owned()),
            operation: Some("op-1".to_owned()),
        }),
        ..member(3)
    };
    fill(bench, &[member(2), member(3)]).await;
    bench
        .change(&ws(1), async |tx| {
            assert_eq!(tx.organization_find(&acc(1)).await.unwrap(), None);
            tx.organization_put(&acc(1), &organization).await.unwrap();
            tx.members_put(&acc(1), &[changed.clone()]).await.unwrap();
        })
        .await;
    let rows = bench.at(&ws(1));
    assert_eq!(
        rows.organization_find(&acc(1)).await.unwrap(),
        Some(organization)
    );
    assert_eq!(rows.organization_find(&acc(2)).await.unwrap(), None);
    let row = rows
        .organization_member(&acc(1), &acc(3))
        .await
        .unwrap()
        .unwrap();
    changed.first_seen_at = at(6);
    assert_eq!((row.member, row.registered), (changed, None));
    let mut tx = rows.begin().await.unwrap();
    assert_eq!(tx.members_all(&acc(1)).await.unwrap().len(), 2);
    drop(tx);
    assert_eq!(
        bench
            .at(&ws(2))
            .organization_member(&acc(1), &acc(3))
            .await
            .unwrap(),
        None
    );
}

/// One account of every standing, found by the list and counted by the database as the rule says.
async fn the_lists_and_the_counts_agree_with_the_rule(bench: &Bench) {
    let mut members: Vec<Member> = (2..=11).map(member).collect();
    let refused = Some(Reached {
        at: at(1),
        why_not: Some("refused".to_owned()),
    });
    members[0].left_at = Some(at(3));
    members[1].state = MemberState::Suspended;
    members[2].reached = refused.clone();
    members[3].reached = refused.clone();
    // After them come those that the StackSet is known of.
    for (place, state) in StackState::ALL.into_iter().enumerate() {
        let mut more = member(12 + u32::try_from(place).unwrap());
        more.reached = refused.clone().filter(|_| place != 1);
        more.instance = Some(Instance {
            state,
            ..Instance::ABSENT
        });
        members.push(more);
    }
    fill(bench, &members).await;
    let mut passed = Step::new(StepKind::ApiAccess);
    passed.state = StepState::Passed { at: at(1) };
    passed.passed_at = Some(at(1));
    let mut active = account(6, 6);
    (active.steps, active.confirmed_at) = (vec![passed], Some(at(1)));
    let blocked = in_state(StepState::Blocked { at: at(1) }, account(7, 7));
    bench
        .change(&ws(1), async |tx| {
            for one in [account(5, 5), active, blocked] {
                tx.account_insert(&one).await.unwrap();
            }
        })
        .await;
    let all = listed(bench, query()).await;
    assert_eq!(all.len(), 15);
    let groups = bench.at(&ws(1)).organization_groups(&acc(1)).await.unwrap();
    for standing in MemberStanding::ALL {
        let by_rule: Vec<&MemberRow> = all
            .iter()
            .filter(|row| row.standing() == standing)
            .collect();
        let asked = MemberQuery {
            standing: Some(standing),
            ..query()
        };
        let found = listed(bench, asked).await;
        assert!(by_rule.iter().copied().eq(&found), "{standing:?}");
        let counted: u64 = groups
            .iter()
            .filter(|group| group.standing == standing)
            .map(|group: &Group| group.accounts)
            .sum();
        assert_eq!(counted, found.len() as u64, "{standing:?}");
    }
    for state in StackState::ALL {
        let asked = MemberQuery {
            stack: Some(state),
            ..query()
        };
        let so_far = |row: &&MemberRow| {
            let instance = row.member.instance.as_ref();
            row.member.left_at.is_none() && instance.is_some_and(|one| one.state == state)
        };
        let by_rule: Vec<&MemberRow> = all.iter().filter(so_far).collect();
        let found = listed(bench, asked).await;
        assert!(by_rule.iter().copied().eq(&found), "{state:?}");
        let counted = of_stacks(&groups).remove(&state);
        assert_eq!(counted, Some(found.len() as u64), "{state:?}");
    }
    let by = |standing| all.iter().filter(|row| row.standing() == standing).count();
    assert_eq!(
        by(MemberStanding::Activating),
        1,
        "a refusal before it was registered is forgotten"
    );
    assert_eq!(by(MemberStanding::NotReached), 4);
    assert_eq!(by(MemberStanding::Unanswered), 1);
    assert_eq!(by(MemberStanding::Active), 1);
    let in_unit = MemberQuery {
        units: Some(vec![unit(1), unit(2)]),
        ..query()
    };
    let found = listed(bench, in_unit).await;
    assert!(found.iter().all(|row| row.member.unit != Some(unit(0))));
    let searched = MemberQuery {
        search: Some("account 11".to_owned()),
        ..query()
    };
    assert_eq!(listed(bench, searched).await.len(), 1);
}

async fn pages_do_not_overlap(bench: &Bench) {
    let members: Vec<Member> = (2..=8).map(member).collect();
    fill(bench, &members).await;
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let asked = MemberQuery {
            limit: 3,
            cursor,
            ..query()
        };
        let page = bench.at(&ws(1)).organization_members(&asked).await.unwrap();
        assert_eq!(page.total, Some(7));
        seen.extend(page.items.into_iter().map(|row| row.member));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, members);
}

async fn removing_the_payer_forgets_its_organization(bench: &Bench) {
    fill(bench, &[member(2)]).await;
    bench
        .change(&ws(1), async |tx| {
            let organization = Organization::default();
            tx.organization_put(&acc(1), &organization).await.unwrap();
            tx.account_delete(&acc(1)).await.unwrap();
        })
        .await;
    assert_eq!(
        bench.at(&ws(1)).organization_find(&acc(1)).await.unwrap(),
        None
    );
    assert!(listed(bench, query()).await.is_empty());
}

/// What a role demands is bound to the account; only that must be nobody else's.
async fn the_parameter_of_a_rollout_is_shared(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 7)).await.unwrap();
            tx.account_insert(&account(2, 7)).await.unwrap();
        })
        .await;
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    assert!(tx.account_insert(&account(2, 7)).await.is_err());
}

async fn accounts_have_the_name_that_somebody_gave_them(bench: &Bench) {
    fill(bench, &[member(1), member(2)]).await;
    let asked = [acc(1), acc(2), acc(3)];
    let found = bench.at(&ws(1)).account_names(&asked).await.unwrap();
    let registered = account(1, 1).name.to_string();
    // The payer is in its own organization too; its registration's name counts. Nobody knows the third.
    let named = vec![(acc(1), registered), (acc(2), "Account 2".to_owned())];
    assert_eq!(found, named);
    let other = bench.at(&ws(2)).account_names(&asked).await.unwrap();
    assert_eq!(other, [], "of another workspace");
}
