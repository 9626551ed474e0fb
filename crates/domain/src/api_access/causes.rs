//! Why a role may refuse: AWS does not tell, so that the likely reasons are listed.

use super::wanted::ApiAccessWanted;
use crate::{
    check::{Cause, Mistake},
    launch::STACK_NAME,
};

pub(super) fn cause(mistake: Mistake, title: &str, cure: String) -> Cause {
    Cause {
        mistake,
        title: title.to_owned(),
        cure,
    }
}

/// Why a role of our own template may refuse, the likeliest first.
pub(super) fn of_a_stack(wanted: &ApiAccessWanted) -> Vec<Cause> {
    let ApiAccessWanted {
        account,
        region,
        trusted,
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
            format!("The stack's parameter Principal must be {trusted}. Update the stack with it."),
        ),
        cause(
            Mistake::RoleDeleted,
            "The role was deleted or renamed",
            format!("Look for {role} in IAM. If it is gone while the stack is still there, delete the stack and launch it again."),
        ),
    ]
}

/// Why a pasted role may refuse.
pub(super) fn of_a_role(wanted: &ApiAccessWanted) -> Vec<Cause> {
    let ApiAccessWanted {
        account,
        trusted,
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
            format!("The trust policy must let in {trusted} by sts:AssumeRole."),
        ),
    ]
}

/// Why a role of the Terraform module may refuse.
pub(super) fn of_a_module(wanted: &ApiAccessWanted) -> Vec<Cause> {
    let ApiAccessWanted { account, role, .. } = wanted;
    vec![
        cause(
            Mistake::StackMissing,
            "The module was not applied, or its apply ended half way",
            "Run `terraform apply` again: it goes on where it ended, and doubles nothing.".to_owned(),
        ),
        cause(
            Mistake::WrongAccount,
            "The module was applied in another account",
            format!("`aws sts get-caller-identity` with the same credentials must say {account}. If not, `terraform destroy` there, and apply with the credentials of {account}."),
        ),
        cause(
            Mistake::ExternalIdEdited,
            "The values in by_hand are not this account's",
            "Where the module's call has by_hand, compare external_id, principal and role_name with this page. Without by_hand the module asks Landfast for them.".to_owned(),
        ),
        cause(
            Mistake::RoleDeleted,
            "The role was deleted or renamed",
            format!("Look for {role} in IAM. `terraform plan` shows whether it would be made anew."),
        ),
    ]
}
