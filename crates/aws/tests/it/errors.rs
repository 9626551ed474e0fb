//! What goes wrong on the way, through the port. The codes have a table of their own beside `judge`.

use std::time::Duration;

use landfast_domain::check::TroubleKind;

use crate::{
    replay::{Next, Replay},
    world::{aws, call, json_error, no, query_error, session, trouble},
};

#[tokio::test]
async fn trouble_by_kind() {
    for (next, kind, words) in [
        (
            Next::Broken,
            TroubleKind::Network,
            "connection reset by peer",
        ),
        (Next::TooLate, TroubleKind::Network, "in time"),
        (
            Next::answer(200, "<html>welcome to the hotel</html>"),
            TroubleKind::Network,
            "in AWS's place",
        ),
        (
            Next::answer(407, "<html>proxy</html>"),
            TroubleKind::Network,
            "HTTPS_PROXY",
        ),
        (
            Next::answer(403, "<html>blocked</html>"),
            TroubleKind::Network,
            "in AWS's place",
        ),
        (
            query_error(503, "ServiceUnavailable", ""),
            TroubleKind::Outage,
            "ServiceUnavailable",
        ),
        (
            query_error(400, "Throttling", "Rate exceeded"),
            TroubleKind::Throttled,
            "more slowly",
        ),
        (
            query_error(403, "ExpiredToken", ""),
            TroubleKind::Ours,
            "expired",
        ),
        (
            query_error(403, "InvalidClientTokenId", ""),
            TroubleKind::Ours,
            "does not know",
        ),
    ] {
        let replay = Replay::of([next.clone()]);
        let trouble = trouble(aws(&replay).probe().assume(&call()).await);
        assert_eq!(trouble.kind, kind, "{next:?}: {trouble:?}");
        assert!(
            trouble.detail.contains(words),
            "{next:?}: {}",
            trouble.detail
        );
        assert_eq!(replay.asked().len(), 1, "nothing is retried here");
    }
}

#[tokio::test]
async fn the_time_that_aws_asks_for_is_handed_on() {
    for (header, value, wait) in [
        ("retry-after", "7", Some(Duration::from_secs(7))),
        (
            "x-amz-retry-after",
            "1500",
            Some(Duration::from_millis(1500)),
        ),
        ("retry-after", "Sat, 21 Nov 2026 02:40:00 GMT", None),
    ] {
        let replay =
            Replay::of([query_error(400, "Throttling", "Rate exceeded").with(header, value)]);
        let trouble = trouble(aws(&replay).probe().assume(&call()).await);
        assert_eq!(trouble.retry_after, wait, "{header}: {value}");
        assert!(trouble.request_id.is_some());
    }
}

#[tokio::test]
async fn organizations_throttles_with_http_400() {
    let (session, _) = session([json_error(400, "TooManyRequestsException")]).await;
    assert_eq!(
        trouble(session.membership().await).kind,
        TroubleKind::Throttled
    );
}

#[tokio::test]
async fn a_session_that_aws_does_not_know_is_nobodys_fault() {
    let (session, _) = session([query_error(403, "InvalidClientTokenId", "")]).await;
    assert_eq!(trouble(session.caller().await).kind, TroubleKind::Outage);
}

#[tokio::test]
async fn a_policy_on_our_side_is_ours_and_silence_is_not() {
    let message = "x is not authorized to perform: sts:AssumeRole on resource: y because no identity-based \
                   policy allows the sts:AssumeRole action";
    let replay = Replay::of([
        query_error(403, "AccessDenied", message),
        query_error(403, "AccessDenied", "no"),
    ]);
    let aws = aws(&replay);
    let found = trouble(aws.probe().assume(&call()).await);
    assert_eq!(found.kind, TroubleKind::Ours);
    assert!(
        found.detail.contains("identity-based policy"),
        "{}",
        found.detail
    );
    no(aws.probe().assume(&call()).await);
}
