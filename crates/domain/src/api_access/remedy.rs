//! The words: what a person reads and does. Kept apart from the rules that choose them.

use super::wanted::{ApiAccessWanted, Elsewhere, MadeBy};
use crate::{
    check::{Layer, Mistake},
    launch::STACK_NAME,
    organization::STACK_SET_NAME,
    permissions::PermissionId,
    trust::Trusted,
};

/// What mends most of what the module made: the beginning of a sentence.
const APPLY: &str = "`terraform apply` in the folder of the module's call";

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

pub(super) fn mend_trust(wanted: &ApiAccessWanted, mistake: Mistake) -> String {
    let how = match mistake {
        _ if matches!(wanted.trusted, Trusted::Issuer(_)) => federated(mistake),
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
    let start = match wanted.made_by {
        MadeBy::Stack => format!(
            "The role's trust policy was changed after the stack made it. Delete the stack {STACK_NAME} in {} and launch it again, or mend the policy by hand.",
            wanted.region
        ),
        MadeBy::StackSet => format!(
            "The role's trust policy was changed after the StackSet made it. Update the stack instance of account {} in the StackSet {STACK_SET_NAME}, or mend the policy by hand.",
            wanted.account
        ),
        MadeBy::Module => format!(
            "The role's trust policy was changed after the module made it. {APPLY} puts it right; or mend the policy by hand."
        ),
        MadeBy::Hand => format!("Edit the trust policy of {}.", wanted.role.name()),
    };
    let end = match wanted.made_by {
        MadeBy::Stack | MadeBy::StackSet | MadeBy::Module => {
            "Until then the role is refused and not kept."
        }
        MadeBy::Hand => "It is refused and not kept: paste its ARN again when it is mended.",
    };
    format!("{start} {how} {end}")
}

/// Brings an older role up to the template of now.
pub(super) fn update_template(wanted: &ApiAccessWanted) -> String {
    match wanted.made_by {
        MadeBy::Module => format!(
            "`terraform init -upgrade` takes the current module from this Landfast. {APPLY} then changes the role; its plan shows every permission that changes."
        ),
        MadeBy::StackSet => format!(
            "In the payer, update the StackSet {STACK_SET_NAME} with the template URL on the payer's page and keep the parameters."
        ),
        MadeBy::Stack | MadeBy::Hand => format!(
            "Update the stack in account {}, region {}: choose \"Replace current template\" with the template URL on this page and keep the parameters.",
            wanted.account, wanted.region
        ),
    }
}

pub(super) fn policies_edited(wanted: &ApiAccessWanted) -> String {
    let role = wanted.role.name();
    match wanted.made_by {
        MadeBy::Module => format!(
            "Take away in IAM what was added to {role}: Terraform does not see it. {APPLY} puts back what was taken."
        ),
        MadeBy::StackSet => format!(
            "Take away what was added to {role} in IAM and put back what was taken; or delete the account's stack instance in the StackSet {STACK_SET_NAME} and create it again."
        ),
        MadeBy::Stack | MadeBy::Hand => format!(
            "Take away what was added to {role} in IAM and put back what was taken; or delete the stack in {} and launch it again.",
            wanted.region
        ),
    }
}

pub(super) fn update_parameters(wanted: &ApiAccessWanted) -> String {
    match wanted.made_by {
        MadeBy::Module => format!(
            "Set capabilities and tag_access in the module's call as this page shows them. {APPLY} then changes the role."
        ),
        MadeBy::StackSet => format!(
            "In the payer, update the StackSet {STACK_SET_NAME}: keep the template, and set the parameters that the payer's page shows."
        ),
        MadeBy::Stack | MadeBy::Hand => format!(
            "Update the stack in account {}, region {}: keep the template, and set the parameters that this page shows.",
            wanted.account, wanted.region
        ),
    }
}

pub(super) fn take_new_external_id(wanted: &ApiAccessWanted) -> String {
    match wanted.made_by {
        MadeBy::Stack => format!(
            "Update the stack in account {}, region {}: keep the template and set the parameter ExternalId to the new value on this page.",
            wanted.account, wanted.region
        ),
        MadeBy::StackSet => format!(
            "In the payer, update the StackSet {STACK_SET_NAME}: keep the template and set the parameter ExternalId to the new value on this page."
        ),
        MadeBy::Module => format!(
            "{APPLY} takes the new external id from this Landfast; where the values stand in the module's call (by_hand), set external_id to the new value on this page first."
        ),
        MadeBy::Hand => format!(
            "In the trust policy of {}, put the new value on this page into the condition on {}, in place of the old one.",
            wanted.role.name(),
            wanted.id_key()
        ),
    }
}

pub(super) fn other_region(wanted: &ApiAccessWanted, found: &str) -> String {
    let (region, here) = (&wanted.region, "(Edit on the account's page)");
    match wanted.made_by {
        MadeBy::Module => format!(
            "Either set the account's home region to {found} {here}, or set region in the module's call to {region} and run `terraform apply`."
        ),
        MadeBy::StackSet => format!(
            "Either set the account's home region to {found} {here}, or move its stack instance of the StackSet {STACK_SET_NAME} from {found} to {region}."
        ),
        MadeBy::Stack | MadeBy::Hand => format!(
            "Either set the account's home region to {found} {here}, or delete the stack in {found} and launch it in {region}."
        ),
    }
}

pub(super) fn permission_missing(
    wanted: &ApiAccessWanted,
    id: &PermissionId,
    layer: Option<Layer>,
) -> String {
    let action = id.action();
    match layer {
        Some(Layer::PermissionsBoundary) => format!(
            "Allow {action} in the permissions boundary of {}, or give the role another boundary.",
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
    let action = id.action();
    match wanted.made_by {
        MadeBy::StackSet => format!(
            "Update the StackSet {STACK_SET_NAME} in the payer with the current template, whose policy allows {action}{rest}"
        ),
        MadeBy::Stack => format!(
            "Update the stack with the current template, whose policy allows {action}{rest}"
        ),
        MadeBy::Module => format!("{APPLY} brings the policy that allows {action}{rest}"),
        MadeBy::Hand => format!("Allow {action} in a policy of {}{rest}", wanted.role.name()),
    }
}

/// What to change in a trust policy that names the issuer.
const fn federated(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::ExternalIdWildcard => {
            "Use StringEquals on the issuer's sub with the one value shown on this page; no pattern, no second value."
        }
        Mistake::ExternalIdOptional => {
            "Use StringEquals on the issuer's sub, without IfExists and without ForAllValues."
        }
        Mistake::ExternalIdUnconditional => {
            "Add the condition StringEquals on the issuer's sub with the value shown on this page."
        }
        Mistake::AudienceUnchecked => {
            "Demand the audience too: StringEquals on the issuer's aud with the one value shown on this page."
        }
        _ => "Let it name the account's OIDC provider for Landfast's issuer, and nobody else.",
    }
}
