//! The judgement of the step `linked-accounts`. It calls nobody: the organization is read, and the
//! accounts are proven, by work of their own, and this says how far that is. Pure.

use super::{Coverage, MemberStanding, Organization};
use crate::{
    AccountId, Timestamp,
    check::{CheckCode, Finding, Mistake, Outcome, Report, Trouble, TroubleKind, outcomes},
};

/// What is known of an organization at the moment of a check.
#[derive(Debug, Clone)]
pub struct LinkedSeen {
    pub organization: Organization,
    pub coverage: Coverage,
    /// Some of the accounts that are wanted and not covered, to be named.
    pub open: Vec<OpenAccount>,
}

/// An account to which access is wanted and not proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAccount {
    pub id: AccountId,
    pub name: String,
    pub standing: MemberStanding,
}

/// What it means that an account is not proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkedPatience {
    /// Somebody asked at that moment and waits: the organization is read anew, and every account of
    /// a roll-out is tried.
    Since(Timestamp),
    /// It is a finding.
    Over,
}

/// Judges how much of an organization is covered.
#[must_use]
pub fn judge_linked(
    tried_as: String,
    seen: &LinkedSeen,
    patience: LinkedPatience,
    now: Timestamp,
) -> Report {
    let findings = vec![
        Finding {
            code: CheckCode::OrganizationRead,
            outcome: read(seen, patience),
        },
        Finding {
            code: CheckCode::AccountsCovered,
            outcome: covered(seen, patience),
        },
    ];
    Report {
        at: now,
        role_arn: tried_as,
        findings,
        difference: None,
    }
}

fn read(seen: &LinkedSeen, patience: LinkedPatience) -> Outcome {
    let organization = &seen.organization;
    let expected = "every account of the organization, as AWS lists it now";
    if is_being_read(organization, patience) {
        let detail = "The organization is being read.".to_owned();
        return outcomes::unknown(expected, &under_way(detail));
    }
    match (&organization.trouble, organization.read_at) {
        // What else was not read, such as the units, says nothing about the accounts.
        (_, Some(at)) if organization.is_read_now() => Outcome::Met {
            found: format!("read as a whole at {at}"),
        },
        (Some(why), _) if organization.refused => outcomes::not_met(
            Mistake::PermissionMissing,
            expected,
            why.clone(),
            "Open API access of this payer and check it: its findings name what is missing. The organization is read again with the next proof.",
        ),
        (Some(why), _) => outcomes::unknown(expected, &trouble(why.clone())),
        (None, _) => outcomes::unknown(expected, &trouble("It was not read yet.".to_owned())),
    }
}

impl LinkedSeen {
    /// Whether somebody who asked waits for a reading that has not come yet.
    #[must_use]
    pub fn is_awaited(&self, patience: LinkedPatience) -> bool {
        is_being_read(&self.organization, patience)
    }
}

fn is_being_read(organization: &Organization, patience: LinkedPatience) -> bool {
    match patience {
        LinkedPatience::Since(asked) => organization.looked_at.is_none_or(|at| at < asked),
        LinkedPatience::Over => false,
    }
}

fn covered(seen: &LinkedSeen, patience: LinkedPatience) -> Outcome {
    let organization = &seen.organization;
    let waits = matches!(patience, LinkedPatience::Since(_));
    if organization.read_at.is_none() || is_being_read(organization, patience) {
        let after = CheckCode::OrganizationRead;
        return Outcome::NotRun { after };
    }
    let (covered, wanted) = (seen.coverage.covered(), seen.coverage.wanted());
    if covered == wanted {
        return Outcome::Met {
            found: format!("proven to all {wanted} accounts"),
        };
    }
    let expected = format!("access proven to each of the {wanted} accounts");
    if waits && organization.rollout.is_some() {
        let detail =
            format!("{covered} of {wanted} accounts are proven; the others are being tried.");
        return outcomes::unknown(&expected, &under_way(detail));
    }
    outcomes::not_met(
        Mistake::AccountsUncovered,
        &expected,
        found(seen),
        "Open the tab Linked accounts of this payer: it says of every account what to do next.",
    )
}

/// The count, then some of them by name.
fn found(seen: &LinkedSeen) -> String {
    let coverage = &seen.coverage;
    let open = coverage.wanted().saturating_sub(coverage.covered());
    let named: Vec<String> = seen.open.iter().map(in_words).collect();
    let unnamed = open.saturating_sub(u64::try_from(named.len()).unwrap_or(u64::MAX));
    let more = match unnamed {
        0 => String::new(),
        some => format!("; and {some} more"),
    };
    format!(
        "to {} of them ({} %). Not to {}{more}",
        coverage.covered(),
        coverage.per_cent(),
        named.join(", ")
    )
}

fn in_words(open: &OpenAccount) -> String {
    let standing = open.standing.as_str().replace('_', " ");
    format!("{} ({}: {standing})", open.id, open.name)
}

const fn under_way(detail: String) -> Trouble {
    Trouble {
        kind: TroubleKind::RollOut,
        detail,
        request_id: None,
        retry_after: None,
    }
}

const fn trouble(detail: String) -> Trouble {
    Trouble {
        kind: TroubleKind::Outage,
        detail,
        request_id: None,
        retry_after: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Region, account::Trust, check::Verdict, external_id::ExternalId, organization::Rollout,
        permissions::Choices,
    };

    const ASKED: Timestamp = Timestamp::from_unix_ms(1_000);
    const NOW: Timestamp = Timestamp::from_unix_ms(9_000);

    fn seen(covered: u64, open: u64) -> LinkedSeen {
        let by_standing = [
            (MemberStanding::Active, covered),
            (MemberStanding::NotActivated, open),
            (MemberStanding::Left, 4),
        ];
        LinkedSeen {
            organization: Organization {
                read_at: Some(NOW),
                looked_at: Some(NOW),
                ..Organization::default()
            },
            coverage: Coverage {
                by_standing: by_standing.into_iter().collect(),
            },
            open: (open > 0)
                .then(|| OpenAccount {
                    id: AccountId::parse("111122223333").unwrap(),
                    name: "Sandbox".to_owned(),
                    standing: MemberStanding::NotActivated,
                })
                .into_iter()
                .collect(),
        }
    }

    fn rolled_out(seen: LinkedSeen) -> LinkedSeen {
        let rollout = Rollout::new(
            ExternalId::from_random([7; 17]),
            Trust::Role,
            Choices::default(),
            &Region::parse("us-east-1").unwrap(),
            ASKED,
        );
        let organization = Organization {
            rollout: Some(rollout),
            ..seen.organization
        };
        LinkedSeen {
            organization,
            ..seen
        }
    }

    fn report(seen: &LinkedSeen, patience: LinkedPatience) -> Report {
        judge_linked("a role".to_owned(), seen, patience, NOW)
    }

    #[test]
    fn each_case_has_its_verdict() {
        let unread = LinkedSeen {
            organization: Organization::default(),
            ..seen(0, 0)
        };
        let read_before = |refused| LinkedSeen {
            organization: Organization {
                trouble: Some("AWS said something.".to_owned()),
                read_at: Some(ASKED),
                refused,
                ..seen(3, 0).organization
            },
            ..seen(3, 0)
        };
        let without_units = LinkedSeen {
            organization: Organization {
                trouble: Some("The units could not be read.".to_owned()),
                ..seen(3, 0).organization
            },
            ..seen(3, 0)
        };
        let since = LinkedPatience::Since(ASKED);
        for (name, seen, patience, expected) in [
            ("all", seen(7, 0), since, Verdict::Pass),
            (
                "all, daily",
                seen(7, 0),
                LinkedPatience::Over,
                Verdict::Pass,
            ),
            ("some", seen(6, 1), since, Verdict::ActionNeeded),
            (
                "some of a roll-out",
                rolled_out(seen(6, 1)),
                since,
                Verdict::TryLater,
            ),
            (
                "some, later",
                rolled_out(seen(6, 1)),
                LinkedPatience::Over,
                Verdict::ActionNeeded,
            ),
            ("being read", unread.clone(), since, Verdict::TryLater),
            (
                "never read",
                unread,
                LinkedPatience::Over,
                Verdict::TryLater,
            ),
            (
                "trouble this time",
                read_before(false),
                LinkedPatience::Over,
                Verdict::TryLater,
            ),
            (
                "refused this time",
                read_before(true),
                LinkedPatience::Over,
                Verdict::ActionNeeded,
            ),
            (
                "read without its units",
                without_units,
                since,
                Verdict::Pass,
            ),
        ] {
            assert_eq!(report(&seen, patience).verdict(), expected, "{name}");
        }
    }

    #[test]
    fn an_older_reading_does_not_count_for_who_asks_now() {
        let later = LinkedPatience::Since(NOW.plus(std::time::Duration::from_secs(1)));
        let report = report(&seen(7, 0), later);
        assert!(report.awaits_accounts());
    }

    #[test]
    fn a_finding_counts_and_names() {
        let report = report(&seen(997, 3), LinkedPatience::Over);
        let Outcome::NotMet { found, .. } = &report.findings[1].outcome else {
            panic!("{report:?}");
        };
        assert_eq!(
            found,
            "to 997 of them (99 %). Not to 111122223333 (Sandbox: not activated); and 2 more"
        );
    }
}
