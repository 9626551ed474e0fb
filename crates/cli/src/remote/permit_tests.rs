use landfast_api::dto::{DoorTryView, PermitWay, Time};

use super::*;

fn at(second: i64) -> Time {
    serde_json::from_value(serde_json::json!(format!("2026-01-01T00:00:{second:02}Z"))).unwrap()
}

fn view(state: PermitState) -> PermitView {
    PermitView {
        permit_id: "prm_1".to_owned(),
        payer: "210987654321".to_owned(),
        way: PermitWay::StackSet,
        state,
        summary: String::new(),
        last: None,
        looked_at: Some(at(1)),
        role_arn: String::new(),
        account_ids: Vec::new(),
        member_role: None,
        asked_by: String::new(),
        asked_at: at(0),
        valid_until: at(59),
        open_since: None,
        gone_at: None,
        stack: None,
        why_not_ready: None,
        guide: Vec::new(),
        ending: None,
        tries: Vec::new(),
        next_at: None,
        actions: Vec::new(),
    }
}

fn ending(state: RemovalState, answer: DoorAnswer) -> PermitView {
    let one = DoorTryView {
        door: String::new(),
        answer,
        detail: None,
        request_id: None,
        at: at(2),
    };
    PermitView {
        ending: Some(state),
        tries: vec![one],
        ..view(PermitState::Ending)
    }
}

#[test]
fn a_check_of_an_open_permit_waits_for_its_look() {
    let before = view(PermitState::Open);
    assert!(!looked(&before, &before), "the state from before the look");
    let seen = PermitView {
        looked_at: Some(at(2)),
        ..before.clone()
    };
    assert!(looked(&before, &seen));
    assert_eq!(exit_of_check(&seen), Exit::Done);
    let trouble = PermitView {
        last: Some("No network.".to_owned()),
        ..seen
    };
    assert_eq!(exit_of_check(&trouble), Exit::Unavailable);
    assert!(!looked(&before, &view(PermitState::Asked)));
    assert_eq!(exit_of_check(&view(PermitState::Asked)), Exit::Unavailable);
    assert!(looked(&before, &view(PermitState::Unsafe)));
    assert_eq!(exit_of_check(&view(PermitState::Unsafe)), Exit::Failed);
}

#[test]
fn an_end_that_aws_says_nothing_about_is_no_failure() {
    use DoorAnswer as A;
    use RemovalState as R;
    let rows = [
        (R::Looking, A::Trouble, true, Exit::Unavailable),
        (R::Waiting, A::Trouble, true, Exit::Unavailable),
        (R::Waiting, A::Refused, true, Exit::Unavailable),
        (R::Waiting, A::LetIn, true, Exit::Failed),
        (R::GaveUp, A::Trouble, false, Exit::Unavailable),
        (R::StillAnswers, A::LetIn, false, Exit::Failed),
    ];
    for (state, answer, goes_on, exit) in rows {
        let view = ending(state, answer);
        assert_eq!(is_being_tried(&view), goes_on, "{state:?} {answer:?}");
        assert_eq!(exit_of_end(&view), exit, "{state:?} {answer:?}");
    }
    let gone = PermitView {
        state: PermitState::Gone,
        ..ending(R::Waiting, A::Refused)
    };
    assert!(!is_being_tried(&gone));
    assert_eq!(exit_of_end(&gone), Exit::Done);
}
