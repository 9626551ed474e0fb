//! The words: what a person reads and does. Kept apart from the rules that choose them.

use super::wanted::{ApiAccessWanted, Elsewhere};
use crate::{
    check::{Cause, Layer, Mistake},
    launch::STACK_NAME,
    permissions::PermissionId,
    trust::TrustFlaw,
};

pub(super) fn role_claimed() -> String {
    "Use the role that this registration's own stack makes. If the account moved here from another workspace, \
     remove it there first."
        .to_owned()
}

pub(super) fn answered_elsewhere(elsewhere: &Elsewhere) -> String {
    match &elsewhere.name {
        Some(name) => format!(
            "account {} ({name}) answered: the stack was launched there",
            elsewhere.account
        ),
        None => format!(
            "account {} answered: the stack was launched there",
            elsewhere.account
        ),
    }
}

pub(super) fn wrong_account(wanted: &ApiAccessWanted, elsewhere: &Elsewhere) -> String {
    format!(
        "Delete the stack in account {}, sign in to account {}, and open the create stack page again. \
         The console opens in whatever account the browser is signed in to.",
        elsewhere.account, wanted.account
    )
}

fn cause(mistake: Mistake, title: &str, cure: String) -> Cause {
    Cause {
        mistake,
        title: title.to_owned(),
        cure,
    }
}

/// Why a role of our own template may refuse, the likeliest first.
pub(super) fn causes_of_a_stack(wanted: &ApiAccessWanted) -> Vec<Cause> {
    let ApiAccessWanted {
        account,
        region,
        principal,
        role,
        ..
    } = wanted;
    vec![
        cause(
            Mistake::StackMissing,
            "The stack is not complete, or was never launched",
            format!("Open CloudFormation in account {account}, region {region}: the stack ({STACK_NAME} unless renamed) must be CREATE_COMPLETE. After a rollback read its events, delete it and launch it again."),
        ),
        cause(
            Mistake::WrongAccount,
            "The stack was launched in another account",
            format!("Look at the account number at the top right of the AWS console: it must be {account}. If not, delete the stack there, sign in to {account} and launch it again."),
        ),
        cause(
            Mistake::ExternalIdEdited,
            "The parameter ExternalId was changed",
            "Compare the stack's parameter ExternalId with the value on this page; update the stack with the right value.".to_owned(),
        ),
        cause(
            Mistake::PrincipalEdited,
            "The parameter Principal was changed",
            format!("The stack's parameter Principal must be {principal}. Update the stack with it."),
        ),
        cause(
            Mistake::RoleDeleted,
            "The role was deleted or renamed",
            format!("Look for {role} in IAM. If it is gone while the stack is still there, delete the stack and launch it again."),
        ),
    ]
}

/// Why a pasted role may refuse.
pub(super) fn causes_of_a_role(wanted: &ApiAccessWanted) -> Vec<Cause> {
    let ApiAccessWanted {
        account,
        principal,
        role,
        ..
    } = wanted;
    vec![
        cause(
            Mistake::RoleDeleted,
            "There is no such role",
            format!("Look for {} under IAM, Roles in account {account}; copy its ARN again.", role.name()),
        ),
        cause(
            Mistake::ExternalIdEdited,
            "Its trust policy demands another external id",
            "The condition StringEquals on sts:ExternalId must hold the whole value shown on this page, with the colon and the account id.".to_owned(),
        ),
        cause(
            Mistake::PrincipalEdited,
            "Its trust policy names another principal",
            format!("The trust policy must let in {principal} by sts:AssumeRole."),
        ),
    ]
}

pub(super) fn flaw(flaw: &TrustFlaw) -> String {
    match flaw {
        TrustFlaw::Unreadable => "the trust policy could not be understood".to_owned(),
        TrustFlaw::Everybody => "it trusts everybody (Principal \"*\")".to_owned(),
        TrustFlaw::Other(name) => format!("it also trusts {name}"),
        TrustFlaw::WholeAccount => {
            "it trusts every role of Landfast's account (no exact condition on aws:PrincipalArn)"
                .to_owned()
        }
        TrustFlaw::NoExternalId => "it demands no external id".to_owned(),
        TrustFlaw::OptionalExternalId => {
            "its external id is optional (an …IfExists operator)".to_owned()
        }
        TrustFlaw::OpenExternalId => {
            "it accepts more external ids than this account's own".to_owned()
        }
    }
}

pub(super) fn mend_trust(wanted: &ApiAccessWanted, mistake: Mistake) -> String {
    let how = match mistake {
        Mistake::ExternalIdWildcard => {
            "Use StringEquals with the one value shown on this page; no pattern, no second value."
        }
        Mistake::ExternalIdOptional => {
            "Use StringEquals, not StringEqualsIfExists: with IfExists a call without any external id passes."
        }
        Mistake::ExternalIdUnconditional => {
            "Add the condition StringEquals on sts:ExternalId with the value shown on this page."
        }
        _ => {
            "Let it name Landfast's account with a condition ArnEquals on aws:PrincipalArn, and nobody else."
        }
    };
    let start = if wanted.from_template {
        format!(
            "The role's trust policy was changed after the stack made it. Delete the stack {STACK_NAME} in {} and launch it again, or mend the policy by hand.",
            wanted.region
        )
    } else {
        format!("Edit the trust policy of {}.", wanted.role.name())
    };
    let end = if wanted.from_template {
        "Until then the role is refused and not kept."
    } else {
        "It is refused and not kept: paste its ARN again when it is mended."
    };
    format!("{start} {how} {end}")
}

pub(super) fn update_stack(wanted: &ApiAccessWanted) -> String {
    format!(
        "Update the stack in account {}, region {}: choose \"Replace current template\" with the template URL on this page and keep the parameters.",
        wanted.account, wanted.region
    )
}

pub(super) fn policies_edited(wanted: &ApiAccessWanted) -> String {
    format!(
        "Take away what was added to {} in IAM and put back what was taken; or delete the stack in {} and launch it again.",
        wanted.role.name(),
        wanted.region
    )
}

pub(super) fn update_parameters(wanted: &ApiAccessWanted) -> String {
    format!(
        "Update the stack in account {}, region {}: keep the template, and set the parameters that this page shows.",
        wanted.account, wanted.region
    )
}

pub(super) fn take_new_external_id(wanted: &ApiAccessWanted) -> String {
    if wanted.from_template {
        format!(
            "Update the stack in account {}, region {}: keep the template and set the parameter ExternalId to the new value on this page.",
            wanted.account, wanted.region
        )
    } else {
        format!(
            "In the trust policy of {}, put the new value on this page into the condition on sts:ExternalId, in place of the old one.",
            wanted.role.name()
        )
    }
}

pub(super) fn other_region(wanted: &ApiAccessWanted, found: &str) -> String {
    format!(
        "Either set the account's home region to {found} (Edit on the account's page), or delete the stack in {found} and launch it in {}.",
        wanted.region
    )
}

pub(super) fn permission_missing(
    wanted: &ApiAccessWanted,
    id: &PermissionId,
    layer: Option<Layer>,
) -> String {
    let action = id.action();
    match layer {
        Some(Layer::PermissionsBoundary) => format!(
            "Allow {action} in the permissions boundary of {}, or update the stack with another boundary.",
            wanted.role.name()
        ),
        Some(layer @ (Layer::ServiceControlPolicy | Layer::ResourceControlPolicy)) => format!(
            "A {} of the organization denies {action}. Ask whoever runs the organization for an exception for roles under {}.",
            layer.as_str(),
            wanted.role.path().as_str()
        ),
        Some(Layer::Region) => format!(
            "Enable the region {} in account {}, or choose another home region.",
            wanted.region, wanted.account
        ),
        Some(Layer::IdentityPolicy) => allow(wanted, id, "."),
        Some(Layer::SessionPolicy | Layer::ResourcePolicy | Layer::VpcEndpointPolicy) | None => {
            let rest = format!(
                "; if it is allowed there, look for a permissions boundary on the role or a service control policy of the organization that denies {action}."
            );
            allow(wanted, id, &rest)
        }
    }
}

fn allow(wanted: &ApiAccessWanted, id: &PermissionId, rest: &str) -> String {
    if wanted.from_template {
        format!(
            "Update the stack with the current template, whose policy allows {}{rest}",
            id.action()
        )
    } else {
        format!(
            "Allow {} in a policy of {}{rest}",
            id.action(),
            wanted.role.name()
        )
    }
}
