//! The mistakes that people make, as they are told through HTTP.

use landfast_domain::RoleArn;
use landfast_test_kit::{FakeRole, IdRule};
use serde_json::{Value, json};

use crate::{
    http::{Call, post},
    registration::{checked, checked_at_length},
    world::{LINKED, STANDALONE, World},
};

type Spoil = fn(&World, &RoleArn);

fn edited(world: &World, role: &RoleArn, edit: impl FnOnce(&mut FakeRole)) {
    world.aws.edit_role(role, edit);
}

fn tagged(world: &World, role: &RoleArn, tag: &str, value: &str) {
    edited(world, role, |role| {
        assert!(role.tags.insert(tag.to_owned(), value.to_owned()).is_some())
    });
}

fn mistakes() -> Vec<(&'static str, Spoil)> {
    vec![
        ("role deleted", |world, role| world.aws.delete_role(role)),
        ("external id edited", |world, role| {
            edited(world, role, |one| {
                one.external_id = IdRule::Exactly("lf-other".to_owned())
            })
        }),
        ("principal edited", |world, role| {
            edited(world, role, |one| {
                one.trusts = "arn:aws:iam::888888888888:root".to_owned()
            })
        }),
        ("no condition", |world, role| {
            edited(world, role, |one| one.external_id = IdRule::None)
        }),
        ("any external id", |world, role| {
            edited(world, role, |one| one.external_id = IdRule::Any)
        }),
        ("external id if it is sent", |world, role| {
            edited(world, role, |one| {
                let IdRule::Exactly(id) = &one.external_id else {
                    panic!("a template's role")
                };
                one.external_id = IdRule::IfExists(id.clone());
            });
        }),
        ("trusts everybody", |world, role| {
            edited(world, role, |one| one.trusts = "*".to_owned())
        }),
        ("trusts the whole account", |world, role| {
            edited(world, role, |one| one.principal_condition = None)
        }),
        ("permission removed", |world, role| {
            edited(world, role, |one| {
                assert!(one.denied.insert("iam:ListAccountAliases".to_owned()))
            })
        }),
        ("stack in another region", |world, role| {
            tagged(world, role, "landfast:stack-region", "eu-west-1")
        }),
        ("older template", |world, role| {
            tagged(world, role, "landfast:template-version", "1-0000")
        }),
    ]
}

/// Each way of getting it wrong has its own name, and none leaves a role behind.
#[tokio::test]
async fn mistakes_are_named_and_refused() {
    let world = World::new().await;
    let mut told = Vec::new();
    for (n, (name, spoil)) in mistakes().into_iter().enumerate() {
        let account = format!("{:012}", 700_000 + n);
        world.register(&account).await;
        spoil(&world, &world.launch(&account, &account).await);
        let check = checked_at_length(&world, &account).await;
        let found = check["report"]["checks"]
            .as_array()
            .expect("findings")
            .iter();
        let found = found.filter(|one| one["outcome"] == "not_met");
        let found: Vec<_> = found
            .map(|one| {
                json!([
                    one["code"],
                    one["mistake"],
                    one["causes"].as_array().map(Vec::len)
                ])
            })
            .collect();
        let view = world.read(&format!("/accounts/{account}")).await;
        assert_eq!(
            (&view["role_arn"], &view["status"]),
            (&Value::Null, &json!("attention")),
            "{name}"
        );
        let confirm = post(format!("/accounts/{account}/confirm"), Value::Null);
        assert_eq!(
            world.as_ada(confirm).await.refusal(),
            (409, "action_not_allowed"),
            "{name}"
        );
        told.push((name, found));
    }
    insta::assert_json_snapshot!(told);
}

#[tokio::test]
async fn a_stack_in_the_wrong_account_is_found_there() {
    let world = World::new().await;
    for account in [STANDALONE, LINKED] {
        world.register(account).await;
        world.launch(account, STANDALONE).await;
    }
    let check = checked(&world, LINKED).await;
    let findings = check["report"]["checks"].as_array().expect("findings");
    let first = findings
        .iter()
        .find(|one| one["outcome"] == "not_met")
        .expect("a finding");
    assert_eq!(first["mistake"], "wrong_account", "{first}");
    assert!(
        first["found"]
            .as_str()
            .is_some_and(|found| found.contains(STANDALONE)),
        "{first}"
    );
}

/// A role that another workspace has proven is refused, and nothing is told about who has it.
#[tokio::test]
async fn a_role_of_another_workspace_is_refused() {
    let world = World::new().await;
    world.register(STANDALONE).await;
    let role = world.launch(STANDALONE, STANDALONE).await.to_string();
    assert_eq!(
        checked(&world, STANDALONE).await["report"]["verdict"],
        "pass"
    );
    let path = format!("/accounts/{STANDALONE}");
    for (call, status) in [
        (
            post(
                "/accounts",
                json!({ "account_id": STANDALONE, "method": "role_arn" }),
            ),
            201,
        ),
        (
            Call::new("PUT", format!("{path}/role")).json(json!({ "role_arn": role })),
            200,
        ),
        (
            post(format!("{path}/steps/api-access/checks"), Value::Null),
            202,
        ),
    ] {
        call.token(&world.oscar.token)
            .send(&world.router)
            .await
            .ok(status);
    }
    world.work().await;
    let step = Call::new("GET", format!("{path}/steps/api-access")).token(&world.oscar.token);
    let step = step.send(&world.router).await.ok(200);
    let first = &step["report"]["checks"][0];
    assert_eq!(
        (&first["code"], &first["mistake"]),
        (&json!("role_unclaimed"), &json!("role_claimed")),
        "{step}"
    );
    assert!(!step.to_string().contains("ada@"), "{step}");
}
