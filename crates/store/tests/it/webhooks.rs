//! A change and what webhooks are told of it are one transaction.

use landfast_app::ports::{
    Delivery, DeliveryState, Sealed, SecretPlace, Store, Webhook, WebhookState, WorkFilter,
};
use landfast_domain::{
    ids::{DeliveryId, WebhookId, WorkspaceId},
    webhook::WebhookFormat,
};

use crate::support::*;

contract!(
    a_commit_writes_a_delivery_for_each_webhook_that_wants_it,
    what_is_rolled_back_tells_nobody,
    a_webhook_comes_back_as_it_was_saved,
    pages_of_deliveries_meet_and_end,
    removed_it_leaves_nothing,
    another_workspace_sees_and_changes_nothing,
    old_deliveries_are_forgotten,
);

fn whk(number: u8) -> WebhookId {
    WebhookId::new(at(NOW), [number; 10])
}

fn hook(number: u8, kinds: &[&str]) -> Webhook {
    Webhook {
        id: whk(number),
        name: format!("hook {number}"),
        origin: "https://hooks.example.com".into(),
        last4: "Xyz9".into(),
        format: WebhookFormat::Landfast,
        kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        state: WebhookState::Enabled,
        created_by: "ada@example.com".into(),
        created_at: at(NOW),
        failing_since: None,
    }
}

fn place(number: u8, field: &'static str) -> SecretPlace {
    SecretPlace {
        workspace: Some(ws(1)),
        table: Webhook::TABLE,
        record: whk(number).to_string(),
        field,
    }
}

fn sealed(byte: u8) -> Sealed {
    Sealed {
        key_version: 1,
        nonce: [byte; 12],
        ciphertext: vec![byte; 40],
    }
}

/// Written behind the back of the audit log, so that nobody is told of it.
async fn put(bench: &Bench, hooks: &[Webhook]) {
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    for hook in hooks {
        tx.webhook_put(hook).await.unwrap();
    }
    tx.commit(at(NOW), Vec::new()).await.unwrap();
}

async fn commit(bench: &Bench, workspace: &WorkspaceId, actions: &[&'static str]) {
    let tx = bench.at(workspace).begin().await.unwrap();
    let entries = actions.iter().map(|action| entry(action, Some(1)));
    tx.commit(at(NOW), entries.collect()).await.unwrap();
}

async fn of(bench: &Bench, number: u8) -> Vec<Delivery> {
    let page = bench.at(&ws(1)).deliveries(&whk(number), 50, None).await;
    page.unwrap().items
}

async fn kinds(bench: &Bench, number: u8) -> Vec<String> {
    let mut kinds: Vec<_> = of(bench, number)
        .await
        .into_iter()
        .map(|one| one.event.kind)
        .collect();
    kinds.sort();
    kinds
}

async fn a_commit_writes_a_delivery_for_each_webhook_that_wants_it(bench: &Bench) {
    let off = Webhook {
        state: WebhookState::Disabled,
        ..hook(3, &[])
    };
    put(bench, &[hook(1, &[]), hook(2, &["access"]), off]).await;
    let all = ["access.proven", "account.edited", "webhook.stopped"];
    commit(bench, &ws(1), &all).await;
    commit(bench, &ws(2), &all).await;
    assert_eq!(kinds(bench, 1).await, ["access.proven", "account.edited"]);
    assert_eq!(kinds(bench, 2).await, ["access.proven"]);
    assert!(of(bench, 3).await.is_empty());
    let work = bench.at(&ws(1)).work(WorkFilter::default()).await.unwrap();
    assert_eq!(work.len(), 3);
    assert!(
        work.iter()
            .all(|one| one.kind == Delivery::WORK && one.run_at == at(NOW))
    );
    assert!(
        bench
            .at(&ws(2))
            .work(WorkFilter::default())
            .await
            .unwrap()
            .is_empty()
    );
    let told = of(bench, 2).await.remove(0);
    assert_eq!(
        (told.state, told.tries, told.next_at),
        (DeliveryState::Waiting, 0, Some(at(NOW)))
    );
    assert_eq!(told.event.id, told.id);
    assert_eq!(told.event.account, Some(acc(1)));
    assert_eq!(told.event.workspace, workspace(1).name);
    let (now, later) = (at(NOW), at(NOW + 60_000));
    let first = bench.store.work_lease(now, later).await.unwrap();
    let second = bench.store.work_lease(now, later).await.unwrap();
    let third = bench.store.work_lease(now, later).await.unwrap();
    assert!(first.is_some() && second.is_some(), "one for each webhook");
    assert_eq!(third, None, "and one at a time");
}

async fn what_is_rolled_back_tells_nobody(bench: &Bench) {
    put(bench, &[hook(1, &[])]).await;
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.account_insert(&account(1, 1)).await.unwrap();
    drop(tx);
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.account_insert(&account(1, 1)).await.unwrap();
    assert!(tx.account_insert(&account(1, 1)).await.is_err());
    let entries = vec![entry("account.registered", Some(1))];
    assert!(tx.commit(at(NOW), entries).await.is_err());
    assert!(of(bench, 1).await.is_empty());
    assert!(
        bench
            .at(&ws(1))
            .work(WorkFilter::default())
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_webhook_comes_back_as_it_was_saved(bench: &Bench) {
    let first = hook(1, &["access", "key.rotated"]);
    put(bench, std::slice::from_ref(&first)).await;
    let rows = bench.at(&ws(1));
    assert_eq!(
        rows.webhook_find(&whk(1)).await.unwrap().as_ref(),
        Some(&first)
    );
    let other = Webhook {
        name: "a new name".into(),
        origin: "http://10.0.0.1:9000".into(),
        last4: String::new(),
        format: WebhookFormat::Slack,
        kinds: Vec::new(),
        state: WebhookState::Failing,
        failing_since: Some(at(NOW + 5)),
        ..first
    };
    put(bench, std::slice::from_ref(&other)).await;
    assert_eq!(rows.webhooks().await.unwrap(), [other]);
}

async fn pages_of_deliveries_meet_and_end(bench: &Bench) {
    put(bench, &[hook(1, &[]), hook(2, &[])]).await;
    commit(bench, &ws(1), &["a.b", "c.d", "e.f", "g.h", "i.j"]).await;
    let rows = bench.at(&ws(1));
    let (mut seen, mut cursor): (Vec<DeliveryId>, _) = (Vec::new(), None);
    loop {
        let page = rows.deliveries(&whk(1), 2, cursor.as_ref()).await.unwrap();
        seen.extend(page.items.into_iter().map(|one| one.id));
        cursor = page.next;
        let Some(next) = &cursor else { break };
        assert!(
            rows.deliveries(&whk(2), 2, Some(next)).await.is_err(),
            "another list's"
        );
    }
    assert_eq!(seen.len(), 5);
    assert!(
        seen.windows(2).all(|two| two[0] > two[1]),
        "newest first, none twice"
    );
}

async fn removed_it_leaves_nothing(bench: &Bench) {
    put(bench, &[hook(1, &[]), hook(2, &[])]).await;
    bench
        .change(&ws(1), async |tx| {
            for (number, field) in [(1, Webhook::URL), (1, Webhook::SECRET), (2, Webhook::URL)] {
                tx.secret_put(&place(number, field), &sealed(1))
                    .await
                    .unwrap();
            }
            tx.secret_put(&place(1, Webhook::URL), &sealed(2))
                .await
                .unwrap();
        })
        .await;
    let rows = bench.at(&ws(1));
    let found = rows
        .secret_find(&place(1, Webhook::URL))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.nonce, [2; 12], "the later one");
    assert_eq!(of(bench, 1).await.len(), 1);
    let mut tx = rows.begin().await.unwrap();
    tx.webhook_delete(&whk(1)).await.unwrap();
    tx.commit(at(NOW), vec![entry("webhook.removed", None)])
        .await
        .unwrap();
    assert!(of(bench, 1).await.is_empty());
    assert_eq!(of(bench, 2).await.len(), 2, "the other is told");
    for field in [Webhook::URL, Webhook::SECRET] {
        assert!(rows.secret_find(&place(1, field)).await.unwrap().is_none());
    }
    assert!(
        rows.secret_find(&place(2, Webhook::URL))
            .await
            .unwrap()
            .is_some()
    );
}

async fn another_workspace_sees_and_changes_nothing(bench: &Bench) {
    put(bench, &[hook(1, &[])]).await;
    commit(bench, &ws(1), &["access.proven"]).await;
    let delivery = of(bench, 1).await.remove(0);
    let other = bench.at(&ws(2));
    assert_eq!(other.webhooks().await.unwrap(), []);
    assert_eq!(other.webhook_find(&whk(1)).await.unwrap(), None);
    assert_eq!(other.delivery_find(&delivery.id).await.unwrap(), None);
    assert!(
        other
            .deliveries(&whk(1), 9, None)
            .await
            .unwrap()
            .items
            .is_empty()
    );
    let mut tx = other.begin().await.unwrap();
    assert_eq!(tx.webhook_find(&whk(1)).await.unwrap(), None);
    assert_eq!(tx.delivery_find(&delivery.id).await.unwrap(), None);
    tx.webhook_delete(&whk(1)).await.unwrap();
    assert_eq!(tx.deliveries_forget(at(NOW + 1)).await.unwrap(), None);
    tx.commit(at(NOW), Vec::new()).await.unwrap();
    let mut tx = other.begin().await.unwrap();
    assert!(
        tx.secret_put(&place(1, Webhook::URL), &sealed(1))
            .await
            .is_err()
    );
    drop(tx);
    assert_eq!(of(bench, 1).await, [delivery]);
}

async fn old_deliveries_are_forgotten(bench: &Bench) {
    put(bench, &[hook(1, &[])]).await;
    commit(bench, &ws(1), &["access.proven"]).await;
    let mut first = of(bench, 1).await.remove(0);
    let mut later = first.clone();
    (first.state, first.next_at) = (DeliveryState::Delivered, None);
    later.id = DeliveryId::new(at(NOW + 100), [1; 10]);
    later.event.id = later.id.clone();
    later.created_at = at(NOW + 100);
    later.last_status = Some(500);
    later.last_error = Some("The receiver answered 500.".into());
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.delivery_put(&first).await.unwrap();
    tx.delivery_put(&later).await.unwrap();
    assert_eq!(tx.deliveries_forget(at(NOW)).await.unwrap(), Some(at(NOW)));
    assert_eq!(
        tx.deliveries_forget(at(NOW + 1)).await.unwrap(),
        Some(at(NOW + 100))
    );
    let kept = tx.deliveries_forget(at(NOW + 200)).await.unwrap();
    assert_eq!(kept, Some(at(NOW + 100)), "it still waits");
    tx.commit(at(NOW), Vec::new()).await.unwrap();
    assert_eq!(of(bench, 1).await, [later]);
}
