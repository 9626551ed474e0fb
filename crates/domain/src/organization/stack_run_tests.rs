use std::collections::BTreeMap;

use super::*;
use crate::organization::stack_set::OperationAction;

fn id() -> StackRunId {
    StackRunId::new(Timestamp::from_unix_ms(1), [0; 10])
}

fn unit(text: &str) -> UnitId {
    UnitId::parse(text).unwrap()
}

fn everybody() -> Targets {
    Targets {
        units: vec![unit("r-ab12")],
        accounts: BTreeSet::new(),
    }
}

fn started(canary: bool, by_itself: bool) -> StackRun {
    let plan = RunPlan {
        targets: everybody(),
        canary: canary.then(|| unit("ou-ab12-00000001")),
        by_itself,
    };
    StackRun::start(
        id(),
        "somebody".to_owned(),
        plan,
        Timestamp::from_unix_ms(1),
    )
}

fn wanted() -> Wanted {
    Wanted {
        template: "Resources: {}".to_owned(),
        parameters: BTreeMap::from([("RoleName".to_owned(), "x".to_owned())]),
        defaults: BTreeMap::new(),
    }
}

fn set() -> StackSetSeen {
    StackSetSeen {
        service_managed: true,
        auto_deployment: true,
        managed_execution: true,
        template: wanted().template,
        parameters: wanted().parameters,
        units: Vec::new(),
    }
}

fn facts(status: Option<OperationStatus>, unproven: u64) -> RunFacts {
    RunFacts {
        set: Some(set()),
        operation: status.map(|status| Operation {
            id: "op".to_owned(),
            action: OperationAction::Create,
            status,
            created_at: None,
            ended_at: None,
            failed: None,
            reason: None,
        }),
        unproven,
    }
}

#[test]
fn a_run_with_a_canary_is_walked_in_its_order() {
    use OperationStatus as S;
    let mut run = started(true, false);
    let mut walked = Vec::new();
    let mut step = |run: &mut StackRun, facts: &RunFacts| {
        let next = run.next(facts, &wanted());
        walked.push(
            format!("{} {next:?}", run.at)
                .split(" {")
                .next()
                .unwrap_or_default()
                .to_owned(),
        );
        if next == Move::Next {
            run.at += 1;
        }
    };
    step(&mut run, &RunFacts::default());
    step(&mut run, &facts(None, 2));
    step(&mut run, &facts(None, 2));
    step(&mut run, &facts(Some(S::Running), 2));
    step(&mut run, &facts(Some(S::Failed), 2));
    step(&mut run, &facts(None, 1));
    run.insert_retry(everybody());
    step(&mut run, &facts(None, 1));
    step(&mut run, &facts(Some(S::Succeeded), 1));
    step(&mut run, &facts(None, 0));
    step(&mut run, &facts(None, 0));
    run.go_on();
    step(&mut run, &facts(Some(S::Succeeded), 0));
    step(&mut run, &facts(None, 0));
    assert_eq!(
        walked,
        [
            "0 Call",
            "0 Next",
            "1 Call",
            "1 Wait",
            "1 Next",
            "2 Wait",
            "2 Call",
            "2 Next",
            "3 Next",
            "4 Wait",
            "5 Next",
            "6 End(Done)"
        ]
    );
}

#[test]
fn by_itself_there_is_no_gate_and_every_id_is_its_own() {
    let run = started(true, true);
    assert!(!run.legs.contains(&Leg::Gate));
    let mut ids = BTreeSet::new();
    for at in 0..run.legs.len() {
        let leg = StackRun { at, ..run.clone() };
        if let Some(id) = leg.operation() {
            assert!(ids.insert(id.to_owned()));
            assert!(
                id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-'),
                "{id}"
            );
        }
    }
    assert_eq!(ids.len(), 2);
}

#[test]
fn stopping_ends_once_nothing_is_open() {
    use OperationStatus as S;
    let mut run = started(false, false);
    (run.at, run.state) = (1, RunState::Stopping);
    for (status, expected) in [
        (
            Some(S::Running),
            Move::Stop {
                operation: "op".to_owned(),
            },
        ),
        (
            Some(S::Queued),
            Move::Stop {
                operation: "op".to_owned(),
            },
        ),
        (Some(S::Stopping), Move::Wait { because: None }),
        (Some(S::Stopped), Move::End(RunOutcome::Stopped)),
        (Some(S::Succeeded), Move::End(RunOutcome::Stopped)),
        (None, Move::End(RunOutcome::Stopped)),
    ] {
        assert_eq!(
            run.next(&facts(status, 0), &wanted()),
            expected,
            "{status:?}"
        );
    }
}

#[test]
fn somebody_elses_stack_set_is_left_alone() {
    let run = started(false, false);
    let mut other = facts(None, 0);
    if let Some(set) = &mut other.set {
        set.parameters.clear();
    }
    let next = run.next(&other, &wanted());
    assert!(
        matches!(next, Move::End(RunOutcome::Refused(_))),
        "{next:?}"
    );
    let mut older = facts(None, 0);
    if let Some(set) = &mut older.set {
        set.template.push_str("# older");
    }
    assert_eq!(
        run.next(&older, &wanted()),
        Move::Next,
        "an older template is updated later"
    );
    let gone = StackRun { at: 1, ..run };
    let next = gone.next(&RunFacts::default(), &wanted());
    assert!(
        matches!(next, Move::End(RunOutcome::Refused(_))),
        "{next:?}"
    );
}
