use landfast_app::ports::{Check, CheckState, Trigger};
use landfast_domain::{
    check::{
        Cause, CheckCode, ExportMistake, Finding, Mistake, Outcome, Report, TroubleKind, Verdict,
    },
    permissions::{Change, PolicyDifference},
};

use super::{step::name, time};
use crate::dto;

pub(crate) fn check_view(check: &Check) -> dto::CheckView {
    dto::CheckView {
        check_id: check.id.to_string(),
        step: name(check.step),
        state: state(check.state),
        trigger: trigger_view(check.trigger),
        asked_at: time(check.asked_at),
        asked_by: check.asked_by.clone(),
        tries: check.tries,
        next_at: check.next_at.map(time),
        patience_ends_at: check.patience_ends_at.map(time),
        done_at: check.done_at.map(time),
        report: check.report.as_ref().map(report_view),
    }
}

/// `None` for the trigger that nobody can ask for.
pub(crate) const fn trigger(asked: dto::CheckTrigger) -> Option<Trigger> {
    match asked {
        dto::CheckTrigger::Person => Some(Trigger::Person),
        dto::CheckTrigger::Follow => Some(Trigger::Follow),
        dto::CheckTrigger::Schedule => None,
    }
}

const fn trigger_view(trigger: Trigger) -> dto::CheckTrigger {
    match trigger {
        Trigger::Person => dto::CheckTrigger::Person,
        Trigger::Follow => dto::CheckTrigger::Follow,
        Trigger::Schedule => dto::CheckTrigger::Schedule,
    }
}

const fn state(state: CheckState) -> dto::CheckState {
    match state {
        CheckState::Queued => dto::CheckState::Queued,
        CheckState::Running => dto::CheckState::Running,
        CheckState::Waiting => dto::CheckState::Waiting,
        CheckState::Done => dto::CheckState::Done,
    }
}

pub(super) fn report_view(report: &Report) -> dto::ReportView {
    dto::ReportView {
        verdict: match report.verdict() {
            Verdict::Pass => dto::Verdict::Pass,
            Verdict::ActionNeeded => dto::Verdict::ActionNeeded,
            Verdict::TryLater => dto::Verdict::TryLater,
        },
        at: time(report.at),
        role_arn: report.role_arn.clone(),
        checks: report.findings.iter().map(finding).collect(),
        difference: report.difference.as_ref().map(difference),
    }
}

fn difference(difference: &PolicyDifference) -> dto::DifferenceView {
    let right = |change: &Change| dto::RightView {
        action: change.grant.action.clone(),
        resource: change.grant.resource.clone(),
        condition: change.grant.condition.clone(),
        reason: change.reason.clone(),
    };
    dto::DifferenceView {
        added: difference.added.iter().map(right).collect(),
        removed: difference.removed.iter().map(right).collect(),
    }
}

fn finding(finding: &Finding) -> dto::FindingView {
    let blank = dto::FindingView {
        code: finding.code.to_string(),
        title: finding.code.title(),
        outcome: dto::CheckOutcome::NotRun,
        mistake: None,
        expected: None,
        found: None,
        remedy: None,
        causes: Vec::new(),
        help: help(&finding.code),
    };
    match &finding.outcome {
        Outcome::Met { found } => dto::FindingView {
            outcome: dto::CheckOutcome::Met,
            found: Some(found.clone()),
            ..blank
        },
        Outcome::NotMet {
            mistake: what,
            expected,
            found,
            remedy,
            causes,
        } => dto::FindingView {
            outcome: dto::CheckOutcome::NotMet,
            mistake: Some(mistake(*what)),
            expected: Some(expected.clone()),
            found: Some(found.clone()),
            remedy: Some(remedy.clone()),
            causes: causes.iter().map(cause).collect(),
            help: format!("/help/{}", what.as_str()),
            ..blank
        },
        Outcome::Unknown { expected, trouble } => dto::FindingView {
            outcome: dto::CheckOutcome::Unknown,
            expected: Some(expected.clone()),
            found: Some(trouble.detail.clone()),
            remedy: Some(wait(trouble.kind).to_owned()),
            ..blank
        },
        Outcome::NotRun { after } => dto::FindingView {
            found: Some(format!(
                "not tried: it says nothing before this is met: {}",
                after.title()
            )),
            ..blank
        },
    }
}

/// What to do about trouble, which says nothing about the account.
const fn wait(kind: TroubleKind) -> &'static str {
    match kind {
        TroubleKind::Delivery => {
            "Nothing has to be done: everything is in place, and Landfast looks again by itself."
        }
        TroubleKind::RollOut => {
            "Nothing has to be done for this; Landfast looks again by itself until the accounts were tried."
        }
        TroubleKind::NewRole
        | TroubleKind::Throttled
        | TroubleKind::Outage
        | TroubleKind::Network => {
            "Nothing has to be done in AWS for this; Landfast tries again by itself."
        }
        TroubleKind::Ours => {
            "Nothing has to be done in this account: Landfast's own identity, issuer or rights are \
             wrong. Look at Settings, Identity, and Settings, Issuer; then it tries again by itself."
        }
    }
}

/// All permissions share one page.
fn help(code: &CheckCode) -> String {
    match code {
        CheckCode::Permission(_) => "/help/permission".to_owned(),
        fixed => format!("/help/{fixed}"),
    }
}

fn cause(cause: &Cause) -> dto::CauseView {
    dto::CauseView {
        mistake: mistake(cause.mistake),
        title: cause.title.clone(),
        cure: cause.cure.clone(),
    }
}

const fn mistake(mistake: Mistake) -> dto::Mistake {
    match mistake {
        Mistake::NotAnswering => dto::Mistake::NotAnswering,
        Mistake::StackMissing => dto::Mistake::StackMissing,
        Mistake::WrongAccount => dto::Mistake::WrongAccount,
        Mistake::ExternalIdEdited => dto::Mistake::ExternalIdEdited,
        Mistake::PrincipalEdited => dto::Mistake::PrincipalEdited,
        Mistake::RoleDeleted => dto::Mistake::RoleDeleted,
        Mistake::RoleOfOtherAccount => dto::Mistake::RoleOfOtherAccount,
        Mistake::TrustsEverybody => dto::Mistake::TrustsEverybody,
        Mistake::OtherPrincipals => dto::Mistake::OtherPrincipals,
        Mistake::ExternalIdWildcard => dto::Mistake::ExternalIdWildcard,
        Mistake::ExternalIdOptional => dto::Mistake::ExternalIdOptional,
        Mistake::ExternalIdUnconditional => dto::Mistake::ExternalIdUnconditional,
        Mistake::OtherRegion => dto::Mistake::OtherRegion,
        Mistake::TemplateOutdated => dto::Mistake::TemplateOutdated,
        Mistake::PermissionMissing => dto::Mistake::PermissionMissing,
        Mistake::RoleClaimed => dto::Mistake::RoleClaimed,
        Mistake::KeyUnknown => dto::Mistake::KeyUnknown,
        Mistake::KeySecretWrong => dto::Mistake::KeySecretWrong,
        Mistake::KeyOfOtherAccount => dto::Mistake::KeyOfOtherAccount,
        Mistake::KeyOfRoot => dto::Mistake::KeyOfRoot,
        Mistake::ExternalIdOld => dto::Mistake::ExternalIdOld,
        Mistake::BoundaryDenies => dto::Mistake::BoundaryDenies,
        Mistake::OrganizationDenies => dto::Mistake::OrganizationDenies,
        Mistake::RegionDisabled => dto::Mistake::RegionDisabled,
        Mistake::ChoicesDiffer => dto::Mistake::ChoicesDiffer,
        Mistake::PoliciesEdited => dto::Mistake::PoliciesEdited,
        Mistake::MachineOfOtherAccount => dto::Mistake::MachineOfOtherAccount,
        Mistake::MachineOfRoot => dto::Mistake::MachineOfRoot,
        Mistake::ProviderMissing => dto::Mistake::ProviderMissing,
        Mistake::ProviderAudience => dto::Mistake::ProviderAudience,
        Mistake::AudienceUnchecked => dto::Mistake::AudienceUnchecked,
        Mistake::AccountsUncovered => dto::Mistake::AccountsUncovered,
        Mistake::Export(mistake) => of_export(mistake),
    }
}

pub(super) const fn of_export(mistake: ExportMistake) -> dto::Mistake {
    match mistake {
        ExportMistake::ExportMissing => dto::Mistake::ExportMissing,
        ExportMistake::OtherTable => dto::Mistake::OtherTable,
        ExportMistake::TooCoarse => dto::Mistake::TooCoarse,
        ExportMistake::ResourceIdsMissing => dto::Mistake::ResourceIdsMissing,
        ExportMistake::FilesUnreadable => dto::Mistake::FilesUnreadable,
        ExportMistake::ColumnsMissing => dto::Mistake::ColumnsMissing,
        ExportMistake::RowsLeftOut => dto::Mistake::RowsLeftOut,
        ExportMistake::ClosedMonthsFrozen => dto::Mistake::ClosedMonthsFrozen,
        ExportMistake::DestinationDiffers => dto::Mistake::DestinationDiffers,
        ExportMistake::NoPrefix => dto::Mistake::NoPrefix,
        ExportMistake::DeliveryNotPermitted => dto::Mistake::DeliveryNotPermitted,
        ExportMistake::DeliveryWithoutBucket => dto::Mistake::DeliveryWithoutBucket,
        ExportMistake::BillOwnerChanged => dto::Mistake::BillOwnerChanged,
        ExportMistake::ReadingNotGranted => dto::Mistake::ReadingNotGranted,
        ExportMistake::BucketMissing => dto::Mistake::BucketMissing,
        ExportMistake::BucketOtherRegion => dto::Mistake::BucketOtherRegion,
        ExportMistake::BucketOfOther => dto::Mistake::BucketOfOther,
        ExportMistake::BucketPolicyMissing => dto::Mistake::BucketPolicyMissing,
        ExportMistake::BucketPolicyUnreadable => dto::Mistake::BucketPolicyUnreadable,
        ExportMistake::BucketPolicyLacks => dto::Mistake::BucketPolicyLacks,
        ExportMistake::BucketPolicyOtherAccount => dto::Mistake::BucketPolicyOtherAccount,
        ExportMistake::BucketPolicyDenies => dto::Mistake::BucketPolicyDenies,
        ExportMistake::BucketOpen => dto::Mistake::BucketOpen,
        ExportMistake::TlsNotDemanded => dto::Mistake::TlsNotDemanded,
        ExportMistake::DeliveryLate => dto::Mistake::DeliveryLate,
        ExportMistake::DeliveryStopped => dto::Mistake::DeliveryStopped,
        ExportMistake::DeliveryFailed => dto::Mistake::DeliveryFailed,
        ExportMistake::ManifestMissing => dto::Mistake::ManifestMissing,
        ExportMistake::ManifestUnreadable => dto::Mistake::ManifestUnreadable,
        ExportMistake::ManifestElsewhere => dto::Mistake::ManifestElsewhere,
        ExportMistake::KeyDenies => dto::Mistake::KeyDenies,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema lists what the domain knows, in the order in which it is judged.
    #[test]
    fn the_wire_has_every_fixed_code_and_every_mistake() {
        for code in CheckCode::fixed() {
            let wire: dto::CheckCode = serde_json::from_value(code.to_string().into()).unwrap();
            assert_eq!(serde_json::to_value(wire).unwrap(), code.to_string());
        }
        for one in Mistake::every() {
            assert_eq!(serde_json::to_value(mistake(one)).unwrap(), one.as_str());
        }
    }
}
