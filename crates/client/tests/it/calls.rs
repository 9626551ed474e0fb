//! Every method against the operation that it is for.

use landfast_client::{
    Client, ClientSettings, Patience,
    dto::{
        AccountDraft, AccountPatch, AccountStatus, AccountsQuery, ActivityQuery, CheckTrigger,
        ChecksQuery, Role, Secret, SetupRequest, StepName, StepState, TokenDraft, UserDraft,
        Verdict, WorkQuery,
    },
};
use std::time::Duration;

use crate::server::Server;

const ACCOUNT: &str = "000000000001";

fn draft(account_id: &str) -> AccountDraft {
    AccountDraft {
        trust: None,
        account_id: account_id.to_owned(),
        name: None,
        region: None,
        method: "cli".to_owned(),
        capabilities: None,
        tag_access: None,
    }
}

#[tokio::test]
async fn an_account_from_registering_to_removing() {
    let server = Server::start().await;
    let client = server.client();
    client
        .register_account(&draft(ACCOUNT))
        .await
        .expect("registered");
    server.launch(ACCOUNT).await;
    let asked = client
        .start_check(ACCOUNT, StepName::ApiAccess, CheckTrigger::Person)
        .await
        .expect("a check");
    server.work().await;
    let mut looks = 0;
    let done = client
        .wait_for_check(ACCOUNT, &asked.check_id, Patience::default(), |_| {
            looks += 1
        })
        .await
        .expect("done");
    assert_eq!(
        (done.report.expect("a report").verdict, looks),
        (Verdict::Pass, 1)
    );
    let step = client
        .step(ACCOUNT, StepName::ApiAccess)
        .await
        .expect("the step");
    assert!(
        matches!(step.state, StepState::Passed { .. }),
        "{:?}",
        step.state
    );
    assert_eq!(
        client
            .confirm_account(ACCOUNT)
            .await
            .expect("confirmed")
            .status,
        AccountStatus::Active
    );
    let patch = AccountPatch {
        trust: None,
        name: Some("Shop".to_owned()),
        region: None,
        method: None,
        capabilities: None,
        tag_access: None,
    };
    assert_eq!(
        client
            .edit_account(ACCOUNT, &patch)
            .await
            .expect("renamed")
            .name,
        "Shop"
    );
    assert_eq!(
        client
            .checks(ACCOUNT, &ChecksQuery::default())
            .await
            .expect("checks")
            .items
            .len(),
        1
    );
    assert_eq!(
        client
            .remove_account(ACCOUNT, true)
            .await
            .expect("removed")
            .left_in_aws
            .len(),
        1
    );
    let log = client
        .activity(&ActivityQuery {
            account_id: Some(ACCOUNT.to_owned()),
            ..Default::default()
        })
        .await
        .expect("the log");
    assert_eq!(
        log.items.first().map(|entry| entry.action.as_str()),
        Some("account.removed")
    );
    assert!(client.verify_activity().await.expect("a walk").intact);
}

#[tokio::test]
async fn steps_can_be_left_for_later_and_roles_pasted() {
    let server = Server::start().await;
    let client = server.client();
    client
        .register_account(&draft(ACCOUNT))
        .await
        .expect("registered");
    let skipped = client
        .skip_step(ACCOUNT, StepName::ApiAccess)
        .await
        .expect("skipped");
    assert!(matches!(skipped.state, StepState::Skipped { .. }));
    let resumed = client
        .resume_step(ACCOUNT, StepName::ApiAccess)
        .await
        .expect("resumed");
    assert!(matches!(resumed.state, StepState::Open));
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/own");
    let step = client.set_role(ACCOUNT, &arn).await.expect("taken");
    assert_eq!(step.instructions.expect("instructions").role_arn, arn);
}

#[tokio::test]
async fn all_pages_of_a_long_list() {
    let server = Server::start().await;
    let client = server.client();
    for n in 0..5 {
        client
            .register_account(&draft(&format!("{n:012}")))
            .await
            .expect("registered");
    }
    let page = client
        .accounts(&AccountsQuery {
            limit: Some(2),
            ..Default::default()
        })
        .await
        .expect("a page");
    assert_eq!(
        (page.items.len(), page.total, page.next_cursor.is_some()),
        (2, 5, true)
    );
    let found = client
        .all_accounts(&AccountsQuery {
            search: Some("00000000000".to_owned()),
            ..Default::default()
        })
        .await;
    assert_eq!(found.expect("accounts").len(), 5);
    assert_eq!(
        client
            .account("000000000004")
            .await
            .expect("an account")
            .name,
        "000000000004"
    );
}

#[tokio::test]
async fn people_and_tokens() {
    let server = Server::start().await;
    let client = server.client();
    let new = client
        .invite_user(&UserDraft {
            email: "iris@example.com".to_owned(),
            role: Role::Reader,
        })
        .await
        .expect("invited");
    let anonymous = Client::new(&ClientSettings::new(&server.address)).expect("a client");
    assert!(!anonymous.setup().await.expect("a word").needed);
    let request = SetupRequest {
        link: new.link,
        email: None,
        password: Secret::new("a long enough password".to_owned()),
        workspace: None,
    };
    assert_eq!(
        anonymous.set_up(&request).await.expect("a session").email,
        "iris@example.com"
    );
    assert_eq!(
        client
            .change_user_role(&new.user.user_id, Role::Operator)
            .await
            .expect("changed")
            .role,
        Role::Operator
    );
    client
        .remove_user(&new.user.user_id)
        .await
        .expect("removed");
    assert_eq!(client.users().await.expect("users").items.len(), 1);
    let draft = TokenDraft {
        name: "ci".to_owned(),
        role: Role::Reader,
        expires_in_days: 1,
    };
    let made = client.create_token(&draft).await.expect("a token");
    assert_eq!(client.tokens().await.expect("tokens").items.len(), 2);
    client
        .revoke_token(&made.view.token_id)
        .await
        .expect("revoked");
    assert_eq!(
        client.session().await.expect("a session").email,
        "token:client"
    );
    assert_eq!(
        client.workspaces().await.expect("workspaces").items.len(),
        1
    );
}

#[tokio::test]
async fn the_server_itself() {
    let server = Server::start().await;
    let client = server.client();
    assert_eq!(
        client.health().await.expect("health").version,
        env!("CARGO_PKG_VERSION")
    );
    assert!(client.identity().await.expect("an identity").available);
    assert!(
        !client
            .permissions()
            .await
            .expect("permissions")
            .capabilities
            .is_empty()
    );
    assert!(
        client
            .work(&WorkQuery::default())
            .await
            .expect("work")
            .items
            .is_empty()
    );
}

/// A check that does not end is left to itself after a while.
#[tokio::test]
async fn patience_ends() {
    let server = Server::start().await;
    let client = server.client();
    client
        .register_account(&draft(ACCOUNT))
        .await
        .expect("registered");
    let asked = client
        .start_check(ACCOUNT, StepName::ApiAccess, CheckTrigger::Person)
        .await
        .expect("a check");
    let patience = Patience {
        every: Duration::from_millis(1),
        at_most: Duration::from_millis(3),
    };
    let mut looks = 0;
    let why = client
        .wait_for_check(ACCOUNT, &asked.check_id, patience, |_| looks += 1)
        .await
        .expect_err("no end");
    assert!(
        matches!(&why, landfast_client::Error::StillChecking { .. }),
        "{why}"
    );
    assert_eq!((looks, why.hints().len()), (4, 1));
}
