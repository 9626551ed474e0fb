use std::{collections::BTreeSet, sync::Arc};

use crate::{
    AccountId, AccountName, ExternalId, Region, RoleArn,
    check::CheckCode,
    permissions::{Choices, Grant, Manifest, PermissionId, cloudformation::TemplateVersion},
    trust::Trusted,
};

/// What is wanted of the account at the moment of the check.
#[derive(Debug, Clone)]
pub struct ApiAccessWanted {
    pub account: AccountId,
    pub region: Region,
    pub role: RoleArn,
    /// The one that let Landfast in; the registered one when none did.
    pub external_id: ExternalId,
    /// Old and new, while the one takes the place of the other.
    pub rotation: Option<[ExternalId; 2]>,
    pub trusted: Trusted,
    pub template_version: TemplateVersion,
    pub choices: Choices,
    /// What the choices are compiled from.
    pub manifest: Arc<Manifest>,
    pub made_by: MadeBy,
    /// Another registration of this installation has proven this role already.
    pub claimed_elsewhere: bool,
    /// What another step of the account asks for beside the template. It may be there or not: that
    /// step checks it.
    pub beside: BTreeSet<Grant>,
    /// The permissions that the account's kind and choices call for, in order.
    pub permissions: Vec<PermissionId>,
}

/// What makes the role, and so what mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MadeBy {
    /// The stack of Landfast's template.
    Stack,
    /// The StackSet of the account's payer, by the same template.
    StackSet,
    /// Landfast's Terraform module.
    Module,
    /// Its owner. What else such a role may do is his business.
    Hand,
}

impl ApiAccessWanted {
    /// Whether the role should be as Landfast compiled it.
    pub(super) const fn is_compiled(&self) -> bool {
        matches!(
            self.made_by,
            MadeBy::Stack | MadeBy::StackSet | MadeBy::Module
        )
    }

    /// The positive check at the door.
    pub(super) const fn door(&self) -> CheckCode {
        CheckCode::door(self.trusted.sort())
    }

    /// The condition key that holds the external id.
    pub(super) fn id_key(&self) -> String {
        match &self.trusted {
            Trusted::Principal(_) => "sts:ExternalId".to_owned(),
            Trusted::Issuer(issuer) => issuer.condition_key("sub"),
        }
    }

    /// Every value of `sts:ExternalId` that the role may let in.
    pub(super) fn external_ids(&self) -> Vec<String> {
        match &self.rotation {
            Some(both) => both.iter().map(|id| id.bound_to(&self.account)).collect(),
            None => vec![self.external_id.bound_to(&self.account)],
        }
    }
}

/// What a refusal of the right external id means at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// The role may be new: AWS documents no bound for IAM's propagation, two minutes are allowed.
    NewRole,
    /// The page follows a stack that may not have been launched yet.
    NotDeployed,
    /// Time is up: a refusal is a finding.
    Over,
}

/// Another account of the workspace that answered instead: the stack was launched there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub account: AccountId,
    pub name: Option<AccountName>,
}
