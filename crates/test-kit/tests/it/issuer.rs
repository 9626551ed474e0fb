//! A server that is an OIDC issuer and has no AWS identity at all.

use std::{fmt::Write, sync::Arc};

use landfast_app::{AccountDraft, AccountEdit, ProblemCode, ports::Trigger};
use landfast_domain::{
    Account,
    account::Trust,
    check::{Outcome, Report},
    launch::TemplateAt,
};
use landfast_test_kit::{FakeRole, IdRule, TokenRule, World, issuer};

use crate::support::{access, outcome, rows, world};

const ACCOUNT: &str = "012345678901";

pub async fn issuing() -> World {
    World::as_issuer(rows().await, "main", Arc::new(|_| {}), false)
        .await
        .unwrap()
}

async fn proven(world: &World) -> Account {
    let account = world.register(ACCOUNT).await.unwrap();
    world.launch_for_issuer(&account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
    proven
}

#[tokio::test]
async fn an_account_from_nothing_to_confirmed_without_an_aws_account_of_ones_own() {
    let world = issuing().await;
    let account = world.register(ACCOUNT).await.unwrap();
    assert_eq!(account.trust, Trust::Issuer, "what the server can offer");
    let status = world
        .app
        .step(&world.operator(), ACCOUNT, "api-access")
        .await
        .unwrap();
    let instructions = status.instructions.unwrap();
    assert_eq!(instructions.why_not_ready, None);
    let launch = instructions.launch.unwrap();
    let template = world.app.issuer_template().unwrap();
    assert_eq!(
        launch.template,
        TemplateAt::Download(template.file_name.clone())
    );
    assert_eq!(instructions.template_version, template.version);
    world.launch_for_issuer(&account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
    world.app.confirm(&world.operator(), ACCOUNT).await.unwrap();
    let report = access(&proven).report.clone().unwrap();
    let codes: Vec<String> = report
        .findings
        .iter()
        .take(11)
        .map(|finding| finding.code.to_string())
        .collect();
    assert_eq!(
        codes,
        [
            "role_unclaimed",
            "assume_with_web_identity",
            "account_matches",
            "refuse_other_subject",
            "refuse_other_audience",
            "refuse_other_principals",
            "template_current",
            "stack_region",
            "policies_as_compiled",
            "account_kind",
            "permission.identity.iam:GetRole",
        ]
    );
}

#[tokio::test]
async fn the_calls_of_a_check_in_their_order() {
    let world = issuing().await;
    let account = proven(&world).await;
    let (role, journal) = (account.template_role(), world.aws.journal());
    let door = format!("AssumeRoleWithWebIdentity {role}");
    let calls: Vec<&str> = journal.iter().take(6).map(String::as_str).collect();
    let (who, read) = (
        format!("sts:GetCallerIdentity {role}"),
        format!("iam:GetRole {role}"),
    );
    assert_eq!(calls, [&door, &who, &door, &door, &door, &read]);
    assert!(journal.iter().all(|line| !line.starts_with("AssumeRole ")));
}

type Break = fn(&mut FakeRole, &mut TokenRule);

const MISTAKES: [(&str, Break); 10] = [
    ("subject edited", |role, _| {
        role.external_id = IdRule::Exactly("lf-other:012345678901".into())
    }),
    ("any subject", |role, _| role.external_id = IdRule::Any),
    ("no subject", |role, _| role.external_id = IdRule::None),
    ("two subjects", |role, _| {
        if let IdRule::Exactly(id) = role.external_id.clone() {
            role.external_id = IdRule::OneOf(vec![id, "lf-x:1".into()]);
        }
    }),
    ("subject if there is one", |role, _| {
        if let IdRule::Exactly(id) = role.external_id.clone() {
            role.external_id = IdRule::IfExists(id);
        }
    }),
    ("no audience", |_, rule| rule.audience = IdRule::None),
    ("any audience", |_, rule| rule.audience = IdRule::Any),
    ("audience if there is one", |_, rule| {
        rule.audience = IdRule::IfExists("sts.amazonaws.com".into())
    }),
    ("trusts everybody", |role, _| role.trusts = "*".into()),
    ("another provider", |role, _| role.trusts.push_str("-other")),
];

#[tokio::test]
async fn every_wrong_trust_policy_is_named_and_none_is_proven() {
    let mut told = String::new();
    for (name, mistake) in MISTAKES {
        let world = issuing().await;
        let account = world.register(ACCOUNT).await.unwrap();
        world.launch_for_issuer(&account);
        world.aws.edit_role(&account.template_role(), |role| {
            let mut rule = role.tokens.take().unwrap();
            mistake(role, &mut rule);
            role.tokens = Some(rule);
        });
        let found = world.check(&account, Trigger::Person).await.unwrap();
        assert_eq!(found.proven, None, "{name}");
        writeln!(told, "{name}: {}", outcome(&found)).unwrap();
    }
    insta::assert_snapshot!(told);
}

/// A provider that lets in other audiences too: then the trust policy alone keeps them out.
#[tokio::test]
async fn tokens_for_others_are_tried_at_a_provider_that_takes_them() {
    let world = issuing().await;
    let account = world.register(ACCOUNT).await.unwrap();
    world.launch_for_issuer(&account);
    let provider = issuer()
        .unwrap()
        .provider_arn(account.template_role().partition(), &account.id);
    world.aws.add_client(&provider, "landfast.invalid");
    world.aws.edit_role(&account.template_role(), |role| {
        if let Some(rule) = &mut role.tokens {
            rule.audience = IdRule::Any;
        }
    });
    let found = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        outcome(&found),
        "blocked | refuse_other_audience: audience_unchecked, refuse_other_principals: audience_unchecked"
    );
}

#[tokio::test]
async fn what_is_between_landfast_and_aws_is_waiting_and_no_finding() {
    let world = issuing().await;
    let account = proven(&world).await;
    world.aws.take_issuer();
    let waiting = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&waiting), "waiting | ");
    assert!(waiting.proven.is_some());
    let said = access(&waiting).report.as_ref().and_then(Report::trouble);
    assert!(said.unwrap().detail.contains("could not reach"), "{said:?}");
    world.publish().await.unwrap();
    let again = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&again), "passed | ");
}

#[tokio::test]
async fn an_account_without_the_provider_is_told_so() {
    let world = issuing().await;
    let account = world.register(ACCOUNT).await.unwrap();
    let found = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        outcome(&found),
        "blocked | assume_with_web_identity: provider_missing"
    );
    let report = access(&found).report.clone().unwrap();
    let Some(Outcome::NotMet { causes, .. }) = report.findings.get(1).map(|f| &f.outcome) else {
        panic!("{report:?}");
    };
    assert_eq!(causes.len(), 2);
    world.launch_for_issuer(&account);
    let found = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&found), "passed | ");
}

#[tokio::test]
async fn a_stack_in_another_account_is_named() {
    let world = issuing().await;
    let (account, other) = (
        world.register(ACCOUNT).await.unwrap(),
        world.register("210987654321").await.unwrap(),
    );
    let strayed = Account {
        id: other.id.clone(),
        ..account.clone()
    };
    world.launch_for_issuer(&strayed);
    let found = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        outcome(&found),
        "blocked | assume_with_web_identity: wrong_account"
    );
}

#[tokio::test]
async fn the_external_id_is_rotated_as_with_roles() {
    let world = issuing().await;
    let account = proven(&world).await;
    let actor = world.operator();
    let account = world
        .app
        .begin_rotation(&actor, account.id.as_str())
        .await
        .unwrap();
    let next = account.external_id_to_deploy().clone();
    let old = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        outcome(&old),
        "drifted | external_id_rotated: external_id_old"
    );
    world.aws.edit_role(&account.template_role(), |role| {
        role.external_id = IdRule::Exactly(next.bound_to(&account.id));
    });
    let new = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&new), "passed | ");
    let done = world.app.finish_rotation(&actor, ACCOUNT).await.unwrap();
    assert_eq!(done.external_id, next);
}

#[tokio::test]
async fn a_trust_that_the_server_cannot_offer_is_refused() {
    let draft = |trust: &str| AccountDraft {
        account_id: ACCOUNT.to_owned(),
        method: "console_stack".to_owned(),
        trust: Some(trust.to_owned()),
        ..AccountDraft::default()
    };
    let refused = async |world: &World, trust: &str| {
        let actor = world.operator();
        let why = world.app.register(&actor, &draft(trust)).await.unwrap_err();
        (why.code, why.fields.first().map(|field| field.path))
    };
    let at = Some("trust");
    let (with, without) = (world().await, issuing().await);
    assert_eq!(
        refused(&with, "issuer").await,
        (ProblemCode::IssuerUnavailable, at)
    );
    assert_eq!(
        refused(&without, "role").await,
        (ProblemCode::IdentityUnavailable, at)
    );
    assert_eq!(
        refused(&without, "keys").await,
        (ProblemCode::TrustUnknown, at)
    );
    let account = with
        .app
        .register(&with.operator(), &draft("role"))
        .await
        .unwrap();
    assert_eq!(account.trust, Trust::Role);
}

#[tokio::test]
async fn an_account_moves_from_role_to_issuer() {
    let world = issuing().await;
    world
        .aws
        .set_principal(Some(landfast_test_kit::principal().unwrap()));
    let account = world.register(ACCOUNT).await.unwrap();
    assert_eq!(
        account.trust,
        Trust::Role,
        "the usual one where both can be had"
    );
    world.launch(&account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
    let edit = AccountEdit {
        trust: Some("issuer".to_owned()),
        ..AccountEdit::default()
    };
    let moved = world
        .app
        .edit_account(&world.operator(), ACCOUNT, &edit)
        .await
        .unwrap();
    assert_eq!(access(&moved).state.name(), "open");
    world.launch_for_issuer(&moved);
    let proven = world.check(&moved, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
    assert_eq!(proven.trust, Trust::Issuer);
}
