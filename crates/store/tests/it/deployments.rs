use landfast_domain::deployment::{Applied, Deployment, Fingerprint};

use crate::support::*;

contract!(
    a_deployment_comes_back_and_is_written_once,
    deployments_are_listed_newest_first_and_outlive_the_account
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
