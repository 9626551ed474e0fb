use landfast_domain::{
    Partition, Region, RoleName,
    billing_export::ExportChoice,
    deployment::{Applied, Deployment, Fingerprint, Made, Part, PartWish, StackSetValues},
    organization::UnitId,
    step::StepKind,
};

use crate::support::*;

contract!(
    a_deployment_comes_back_and_is_written_once,
    deployments_are_listed_newest_first_and_outlive_the_account,
    parts_come_back_beside_one_another_and_outlive_the_account
);

async fn save(bench: &Bench, deployment: &Deployment) {
    bench
        .change(&ws(1), async |tx| {
            tx.deployment_save(deployment).await.unwrap()
        })
        .await;
}

async fn a_deployment_comes_back_and_is_written_once(bench: &Bench) {
    let find = async || bench.at(&ws(1)).deployment_find(&dep(1)).await.unwrap();
    assert_eq!(find().await, None);
    save(bench, &deployment(1, 1)).await;
    assert_eq!(find().await, Some(deployment(1, 1)));
    let applied = Applied {
        role_unique_id: "AROA0123456789".to_owned(),
        fingerprint: Fingerprint::parse(&"0a".repeat(32)).unwrap(),
        at: at(NOW + 5),
    };
    let later = Deployment {
        applied: Some(applied),
        ..deployment(1, 1)
    };
    save(bench, &later).await;
    save(bench, &later).await;
    assert_eq!(find().await, Some(later.clone()));
    assert_eq!(
        bench.at(&ws(1)).deployments(&acc(1)).await.unwrap(),
        [later]
    );
}

async fn deployments_are_listed_newest_first_and_outlive_the_account(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            for number in [1, 3, 2] {
                tx.deployment_save(&deployment(number, 1)).await.unwrap();
            }
            tx.deployment_save(&deployment(4, 2)).await.unwrap();
        })
        .await;
    let list = async || bench.at(&ws(1)).deployments(&acc(1)).await.unwrap();
    let wanted = [3, 2, 1].map(|number| deployment(number, 1));
    assert_eq!(list().await, wanted);
    bench
        .change(&ws(1), async |tx| tx.account_delete(&acc(1)).await.unwrap())
        .await;
    assert_eq!(list().await, wanted);
}

fn part(number: u32, wish: PartWish) -> Part {
    Part {
        deployment: dep(number),
        account: acc(1),
        wish,
        announced_at: at(NOW),
        made: None,
    }
}

async fn parts_come_back_beside_one_another_and_outlive_the_account(bench: &Bench) {
    let units = vec![UnitId::parse("ou-ab12-cdef3456").unwrap()];
    let linked = part(
        1,
        PartWish::LinkedAccounts {
            units,
            stack_set: StackSetValues {
                name: "landfast-api-access".to_owned(),
                region: Region::parse("us-east-1").unwrap(),
                template_url: "https://t.example.com/t.yaml".to_owned(),
                parameters: [("TagAccess".to_owned(), "read".to_owned())].into(),
            },
        },
    );
    let export = part(
        1,
        PartWish::BillingExport {
            choice: ExportChoice::default_of(
                &acc(1),
                &RoleName::parse("landfast-test").unwrap(),
                Partition::Aws,
            )
            .unwrap(),
        },
    );
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            tx.deployment_save(&deployment(1, 1)).await.unwrap();
            tx.deployment_part_save(&linked).await.unwrap();
            tx.deployment_part_save(&export).await.unwrap();
        })
        .await;
    let made = Part {
        made: Some(Made {
            fingerprint: Fingerprint::parse(&"0b".repeat(32)).unwrap(),
            at: at(NOW + 1),
        }),
        ..export
    };
    bench
        .change(&ws(1), async |tx| {
            tx.deployment_part_save(&made).await.unwrap();
            assert_eq!(
                tx.deployment_parts(&acc(1)).await.unwrap(),
                [made.clone(), linked.clone()]
            );
            tx.account_delete(&acc(1)).await.unwrap();
        })
        .await;
    let rows = bench.at(&ws(1));
    let find = async |step| rows.deployment_part(&dep(1), step).await.unwrap();
    assert_eq!(find(StepKind::BillingExport).await, Some(made));
    assert_eq!(find(StepKind::LinkedAccounts).await, Some(linked));
    assert_eq!(find(StepKind::ApiAccess).await, None);
    let elsewhere = bench.at(&ws(2));
    assert_eq!(elsewhere.deployment_parts(&acc(1)).await.unwrap(), []);
}
