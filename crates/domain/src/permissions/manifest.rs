use super::source;
use super::{
    ActionName, Capability, Choices, Condition, Kind, Kinds, ManifestError, PermissionId, Probe,
    Scope,
};
use crate::AccountKind;

/// Every permission of Landfast's role, read and judged. Has each capability once, in the order of
/// [`Capability::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    capabilities: Vec<CapabilityManifest>,
}

/// One permission file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapabilityManifest {
    pub capability: Capability,
    /// A few words, as a heading.
    pub title: String,
    /// One sentence: what people get from the capability.
    pub purpose: String,
    /// Not empty, no action twice, in the order of the file.
    pub permissions: Vec<Permission>,
}

/// One action that the role may use, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    pub id: PermissionId,
    pub scope: Scope,
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// It shows tags: the role has it only where tags may come in.
    pub reads_tags: bool,
    /// One sentence in plain words, shown beside the action wherever it stands.
    pub reason: String,
    /// Where AWS answers the action. The role has it everywhere, as all accounts share one template.
    pub applies_to: Kinds,
    pub probe: Probe,
}

impl Permission {
    #[must_use]
    pub const fn action(&self) -> &ActionName {
        self.id.action()
    }

    /// Whether a role that was made with these choices has it.
    #[must_use]
    pub fn is_chosen(&self, choices: &Choices) -> bool {
        let tags = choices.tag_access().reads() || !self.reads_tags;
        choices.has(self.id.capability()) && tags
    }
}

impl Manifest {
    /// The permission files that this program was built with.
    ///
    /// # Errors
    /// [`ManifestError`] when they are wrong. A test keeps that from being released.
    pub fn embedded() -> Result<Self, ManifestError> {
        Self::read(Capability::embedded)
    }

    /// Reads one text for each capability.
    ///
    /// # Errors
    /// [`ManifestError`] with everything that is wrong in all of them.
    pub fn read<'a>(text_of: impl Fn(Capability) -> &'a str) -> Result<Self, ManifestError> {
        let mut capabilities = Vec::new();
        let mut findings = Vec::new();
        for capability in Capability::WRITTEN {
            match source::read(capability, text_of(capability)) {
                Ok(one) => capabilities.push(one),
                Err(faults) => findings.extend(faults),
            }
        }
        if findings.is_empty() {
            Ok(Self { capabilities })
        } else {
            Err(ManifestError { findings })
        }
    }

    #[must_use]
    pub fn capabilities(&self) -> &[CapabilityManifest] {
        &self.capabilities
    }

    pub fn permissions(&self) -> impl Iterator<Item = &Permission> {
        self.capabilities
            .iter()
            .flat_map(|capability| &capability.permissions)
    }

    #[must_use]
    pub fn find(&self, id: &PermissionId) -> Option<&Permission> {
        self.permissions().find(|permission| permission.id == *id)
    }

    /// The permissions of a role that was made with these choices, in their order.
    pub fn for_choices<'a>(&'a self, choices: &'a Choices) -> impl Iterator<Item = &'a Permission> {
        self.permissions()
            .filter(|permission| permission.is_chosen(choices))
    }

    /// The permissions that a check of an account tries, in their order. Of a kind that is not known
    /// yet, those that AWS answers in every kind of account.
    pub fn probed<'a>(
        &'a self,
        kind: Option<&AccountKind>,
        choices: &'a Choices,
    ) -> impl Iterator<Item = &'a Permission> {
        let kind = kind.map(Kind::of);
        self.for_choices(choices).filter(move |permission| {
            let kinds = &permission.applies_to;
            permission.probe.is_safe() && kind.map_or(kinds.is_all(), |kind| kinds.holds(kind))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccountId;

    fn probed(manifest: &Manifest, account: Option<&AccountKind>) -> Vec<String> {
        manifest
            .probed(account, &Choices::default())
            .map(|permission| permission.id.to_string())
            .collect()
    }

    #[test]
    fn what_is_tried_in_each_kind_of_account() -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        let everywhere = [
            "permission.identity.iam:GetRole",
            "permission.identity.iam:ListAccountAliases",
            "permission.organization.organizations:DescribeOrganization",
        ];
        let list = "permission.organization.organizations:ListAccounts";
        let payer = AccountId::parse("012345678901")?;
        assert_eq!(
            probed(&manifest, Some(&AccountKind::Linked { payer })),
            everywhere
        );
        assert_eq!(
            probed(&manifest, Some(&AccountKind::Standalone)),
            everywhere
        );
        assert_eq!(probed(&manifest, None), everywhere);
        assert_eq!(
            probed(&manifest, Some(&AccountKind::Payer)),
            [&everywhere[..], &[list]].concat()
        );
        Ok(())
    }

    #[test]
    fn permissions_are_found_by_their_id() -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        for permission in manifest.permissions() {
            assert_eq!(manifest.find(&permission.id), Some(permission));
        }
        let other = PermissionId::parse("permission.identity.iam:GetUser")?;
        assert_eq!(manifest.find(&other), None);
        Ok(())
    }

    #[test]
    fn faults_of_all_files_are_reported_at_once() {
        let said = Manifest::read(|_| "title = 1").map_err(|why| why.to_string());
        let files = Capability::WRITTEN.map(Capability::file);
        assert!(said.is_err_and(|why| {
            why.lines().count() == files.len() && files.iter().all(|file| why.contains(file))
        }));
    }
}
