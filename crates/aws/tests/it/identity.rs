use landfast_app::ports::SourceOutcome;
use landfast_aws::{Aws, Settings};
use landfast_domain::{PrincipalArn, check::TroubleKind};

use crate::{
    replay::{Next, Replay},
    world::{HOME, arn, aws, caller, environment, query_error},
};

fn session_of(role: &str) -> Next {
    caller(
        HOME,
        &format!("sts::{HOME}:assumed-role/{role}/i-0abc"),
        "AROAOWN:i-0abc",
    )
}

fn own_role(arn: &str) -> Next {
    Next::answer(
        200,
        format!(
            "<GetRoleResponse><GetRoleResult><Role><Path>/x/</Path><RoleName>x</RoleName><RoleId>AROA</RoleId>\
             <Arn>{arn}</Arn><CreateDate>2026-11-21T02:00:00Z</CreateDate></Role></GetRoleResult></GetRoleResponse>"
        ),
    )
}

fn with_setting(replay: &Replay, setting: &str) -> Aws {
    let principal_arn = PrincipalArn::parse(&arn(setting)).ok();
    assert!(principal_arn.is_some(), "{setting}");
    let settings = Settings {
        principal_arn,
        ..Settings::default()
    };
    Aws::over(settings, environment(), replay.client())
}

#[tokio::test]
async fn a_user_is_known_with_its_path_and_asked_for_once() {
    let user = format!("iam::{HOME}:user/service/landfast");
    let replay = Replay::of([caller(HOME, &user, "AIDA")]);
    let identity = aws(&replay).identity();
    for _ in 0..2 {
        let found = identity.identity().await.expect("an identity");
        assert_eq!(found.principal.as_str(), arn(&user));
        assert_eq!(found.source, "Environment variables");
    }
    assert_eq!(replay.actions(), ["GetCallerIdentity"]);
}

#[tokio::test]
async fn a_role_is_asked_for_its_path() {
    let role = arn(&format!("iam::{HOME}:role/service/landfast-server"));
    let replay = Replay::of([session_of("landfast-server"), own_role(&role)]);
    let found = aws(&replay)
        .identity()
        .identity()
        .await
        .expect("an identity");
    assert_eq!(found.principal.as_str(), role);
    assert_eq!(replay.actions(), ["GetCallerIdentity", "GetRole"]);
}

#[tokio::test]
async fn without_the_right_to_ask_the_path_is_none_and_that_is_said() {
    let replay = Replay::of([
        session_of("landfast-server"),
        query_error(403, "AccessDenied", "no"),
    ]);
    let found = aws(&replay)
        .identity()
        .identity()
        .await
        .expect("an identity");
    assert_eq!(
        found.principal.as_str(),
        arn(&format!("iam::{HOME}:role/landfast-server"))
    );
    assert!(found.source.contains("iam:GetRole"), "{}", found.source);
}

#[tokio::test]
async fn trouble_with_the_path_is_no_reason_to_guess() {
    let answers = [
        session_of("x"),
        query_error(400, "Throttling", "Rate exceeded"),
    ];
    let replay = Replay::of(answers);
    let found = aws(&replay)
        .identity()
        .identity()
        .await
        .expect_err("trouble");
    assert_eq!(found.kind, TroubleKind::Throttled);
}

#[tokio::test]
async fn another_roles_arn_is_not_taken() {
    let other = arn(&format!("iam::{HOME}:role/other"));
    let replay = Replay::of([session_of("landfast-server"), own_role(&other)]);
    let found = aws(&replay)
        .identity()
        .identity()
        .await
        .expect_err("trouble");
    assert_eq!(found.kind, TroubleKind::Outage);
}

#[tokio::test]
async fn the_setting_wins_if_it_can_be_true() {
    let setting = format!("iam::{HOME}:role/deep/down/landfast-server");
    let replay = Replay::of([session_of("landfast-server")]);
    let found = with_setting(&replay, &setting)
        .identity()
        .identity()
        .await
        .expect("an identity");
    assert_eq!(found.principal.as_str(), arn(&setting));
    let replay = Replay::of([session_of("somebody-else")]);
    let found = with_setting(&replay, &setting)
        .identity()
        .identity()
        .await
        .expect_err("trouble");
    assert_eq!(found.kind, TroubleKind::Ours);
    assert!(
        found.detail.contains("somebody-else") && found.detail.contains(&setting),
        "{}",
        found.detail
    );
}

#[tokio::test]
async fn root_users_and_federation_tokens_are_refused_with_the_reason() {
    for (resource, words) in [
        (format!("iam::{HOME}:root"), "root user"),
        (
            format!("sts::{HOME}:federated-user/ann"),
            "federation token",
        ),
    ] {
        let replay = Replay::of([caller(HOME, &resource, HOME)]);
        let found = aws(&replay)
            .identity()
            .identity()
            .await
            .expect_err("trouble");
        assert_eq!(found.kind, TroubleKind::Ours);
        assert!(found.detail.contains(words), "{}", found.detail);
    }
}

#[tokio::test]
async fn one_asks_for_all_and_after_trouble_it_is_asked_again() {
    let user = format!("iam::{HOME}:user/landfast");
    let replay = Replay::of([Next::Broken, caller(HOME, &user, "AIDA")]);
    let identity = aws(&replay).identity();
    let (first, second, third) = tokio::join!(
        identity.identity(),
        identity.identity(),
        identity.identity()
    );
    for found in [first, second, third] {
        assert_eq!(found.expect_err("trouble").kind, TroubleKind::Network);
    }
    assert_eq!(replay.asked().len(), 1);
    assert!(identity.identity().await.is_ok());
}

#[tokio::test]
async fn the_sources_in_their_order() {
    let user = format!("iam::{HOME}:user/landfast");
    let replay = Replay::of([caller(HOME, &user, "AIDA")]);
    let sources = aws(&replay).identity().sources().await;
    let outcomes: Vec<SourceOutcome> = sources.iter().map(|source| source.outcome).collect();
    assert_eq!(outcomes[0], SourceOutcome::Used);
    assert!(
        outcomes[1..]
            .iter()
            .all(|outcome| *outcome == SourceOutcome::NotTried)
    );
    assert!(
        sources[0].detail.contains("AWS_ACCESS_KEY_ID"),
        "{}",
        sources[0].detail
    );
    let names: Vec<&str> = sources
        .iter()
        .map(|s| s.source.split(' ').next().unwrap_or(""))
        .collect();
    assert_eq!(
        names,
        ["Environment", "Shared", "Web", "Container", "EC2", "EC2"]
    );
}
