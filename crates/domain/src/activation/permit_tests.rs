use super::*;
use crate::{
    check::Trouble,
    removal::{Answer, Door, DoorTry, WhichId},
};

const NOW: Timestamp = Timestamp::from_unix_ms(1_767_225_600_000);

pub fn permit() -> Permit {
    let id = |text: &str| AccountId::parse(text).unwrap();
    Permit {
        id: PermitId::new(NOW, [1; 10]),
        payer: id("100000000001"),
        way: PermitWay::Selected(Selected {
            organization_id: "o-exampleorg1".to_owned(),
            accounts: vec![id("000000000001"), id("000000000003")],
            member_role: RoleName::parse(MEMBER_ROLE).unwrap(),
        }),
        external_id: ExternalId::from_random([1; crate::external_id::RANDOM_BYTES]),
        trust: Trust::Role,
        region: Region::parse("us-east-1").unwrap(),
        role_name: RoleName::parse("landfast-activation-abcdefgh").unwrap(),
        asked_by: "ada@example.com".to_owned(),
        asked_at: NOW,
        valid_until: NOW.plus(VALID_FOR),
        state: PermitState::Asked,
        follow_until: None,
        tries: 0,
        looked_at: None,
        last: None,
        ending: None,
    }
}

fn after(seconds: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(seconds))
}

fn tried(answer: Answer, permit: &Permit) -> LookedAtDoors {
    let door = Door::Role {
        role_arn: permit.role_arn(),
        id: WhichId::Permit,
    };
    LookedAtDoors {
        tries: vec![DoorTry {
            door,
            answer,
            at: NOW,
        }],
        own_trouble: None,
    }
}

fn refused() -> Answer {
    Answer::Refused {
        code: "AccessDenied".to_owned(),
        request_id: Some("r1".to_owned()),
    }
}

#[test]
fn every_look_in_every_state() {
    let looks = [
        PermitLook::Open,
        PermitLook::Refused {
            code: "AccessDenied".to_owned(),
        },
        PermitLook::Unread {
            code: "AccessDenied".to_owned(),
        },
        PermitLook::Unsafe {
            found: "A call without an external id was let in.".to_owned(),
        },
        PermitLook::Trouble {
            trouble: Trouble::ours("No network.".to_owned()),
        },
    ];
    let open = PermitState::Open { since: NOW };
    let unsafe_ = PermitState::Unsafe {
        found: "x".to_owned(),
    };
    let gone = PermitState::Gone { at: NOW };
    let states = [PermitState::Asked, open, unsafe_, PermitState::Ending, gone];
    let name = |state: &PermitState| {
        let text = format!("{state:?}");
        text.split([' ', '{']).next().unwrap_or_default().to_owned()
    };
    let mut table = String::new();
    for state in &states {
        for look in &looks {
            let mut one = Permit {
                state: state.clone(),
                ..permit()
            };
            let opened = one.looked(look, after(5));
            table += &format!(
                "{:7} {:8} -> {:7}{}\n",
                name(state),
                format!("{look:?}")
                    .split([' ', '{'])
                    .next()
                    .unwrap_or_default(),
                name(&one.state),
                if opened { " opened" } else { "" }
            );
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn it_is_proven_gone_by_two_refusals_and_not_by_one() {
    let mut one = permit();
    one.looked(&PermitLook::Open, NOW);
    assert!(one.is_open(after(1)) && !one.is_open(one.valid_until));
    one.end("landfast", after(10));
    assert!(!one.is_open(after(11)) && one.is_live());
    let before = one.clone();
    one.end("ada@example.com", after(12));
    assert_eq!(one, before, "a second end changes nothing");
    let turn = one.said_deleted("ada@example.com", after(20)).unwrap();
    assert_eq!(one.said_deleted("ada@example.com", after(20)), None);
    assert!(one.wants_a_try(turn) && !one.wants_a_try(turn + 1));
    let look = tried(Answer::LetIn, &one);
    assert!(!one.tried(look, after(21)));
    let look = tried(refused(), &one);
    assert!(!one.tried(look, after(31)));
    let look = tried(refused(), &one);
    assert!(!one.tried(look, after(32)), "too soon to count");
    let look = tried(refused(), &one);
    assert!(one.tried(look, after(47)));
    assert_eq!(one.state, PermitState::Gone { at: after(47) });
    assert!(!one.is_live() && !one.wants_a_try(turn));
    let kept = one.ending.as_ref().map_or(0, |ending| ending.tries.len());
    assert_eq!(kept, 4, "the evidence stays");
    assert_eq!(one.said_deleted("ada@example.com", after(60)), None);
}

/// What is offered is what is done: while it is looked at, neither; while it waits, both.
#[test]
fn it_can_be_said_to_be_deleted_whenever_that_is_offered() {
    let mut one = permit();
    let said = |permit: &Permit| {
        let done = permit.clone().said_deleted("ada@example.com", after(99));
        assert_eq!(permit.why_not_end().is_none(), done.is_some());
        done
    };
    assert_eq!(said(&one), Some(1), "asked");
    one.end("landfast", NOW);
    assert_eq!(said(&one), Some(1), "ending");
    one.said_deleted("ada@example.com", after(1));
    assert_eq!(said(&one), None, "looking");
    let look = tried(refused(), &one);
    one.tried(look, after(2));
    assert_eq!(said(&one), Some(2), "waiting");
    let look = tried(refused(), &one);
    one.tried(look, after(60));
    assert_eq!((one.is_live(), said(&one)), (false, None), "gone");
}

#[test]
fn it_is_taken_up_again_until_somebody_says_that_it_is_deleted() {
    let mut one = permit();
    one.end("landfast", NOW);
    one.take_up(after(1));
    assert_eq!(one.state, PermitState::Asked);
    one.end("landfast", NOW);
    one.said_deleted("ada@example.com", after(2));
    one.take_up(after(3));
    assert_eq!(one.state, PermitState::Ending);
    let mut late = permit();
    late.end("landfast", NOW);
    late.take_up(late.valid_until);
    assert_eq!(late.state, PermitState::Ending);
}

#[test]
fn what_it_says_of_itself() {
    let asked = permit();
    let open = Permit {
        state: PermitState::Open { since: NOW },
        ..permit()
    };
    let mut ending = permit();
    ending.end("landfast", NOW);
    let gone = Permit {
        state: PermitState::Gone { at: after(9) },
        ..permit()
    };
    let late = permit().valid_until.plus(Duration::from_secs(60));
    let gone_late = Permit {
        state: PermitState::Gone { at: late },
        ..permit()
    };
    let said = [
        asked.summary(NOW),
        asked.summary(late),
        open.summary(NOW),
        open.summary(late),
        ending.summary(NOW),
        gone.summary(NOW),
        gone_late.summary(late),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn it_covers_what_was_selected_and_nothing_else() {
    let one = permit();
    let id = |number: u8| AccountId::parse(&format!("{number:012}")).unwrap();
    assert!(one.covers(&id(1)) && one.covers(&id(3)) && !one.covers(&id(2)));
    let set = Permit {
        way: PermitWay::StackSet,
        ..permit()
    };
    assert!(!set.covers(&id(1)));
}

#[test]
fn it_is_used_while_it_is_open_and_for_what_it_is() {
    let id = |number: u8| AccountId::parse(&format!("{number:012}")).unwrap();
    let open = PermitState::Open { since: NOW };
    let selected = Permit {
        state: open.clone(),
        ..permit()
    };
    let set = Permit {
        way: PermitWay::StackSet,
        state: open,
        ..permit()
    };
    let (one, two) = (id(1), id(2));
    let said = |permit: &Permit, wanted, at| {
        permit
            .why_not_use(wanted, at)
            .unwrap_or_else(|| "-".to_owned())
    };
    let late = selected.valid_until;
    let rows = [
        said(&selected, PermitUse::Enter(&one), NOW),
        said(&selected, PermitUse::Enter(&two), NOW),
        said(&selected, PermitUse::StackSet, NOW),
        said(&selected, PermitUse::Enter(&one), late),
        said(&set, PermitUse::StackSet, NOW),
        said(&set, PermitUse::Enter(&one), NOW),
        said(&set, PermitUse::StackSet, late),
        said(&permit(), PermitUse::Enter(&one), NOW),
    ];
    insta::assert_snapshot!(rows.join("\n"));
}

#[test]
fn it_is_kept_as_json_and_comes_back() {
    let mut one = permit();
    one.end("ada@example.com", NOW);
    for permit in [
        one,
        Permit {
            way: PermitWay::StackSet,
            ..permit()
        },
    ] {
        let text = serde_json::to_string(&permit).unwrap();
        assert_eq!(serde_json::from_str::<Permit>(&text).unwrap(), permit);
    }
}
