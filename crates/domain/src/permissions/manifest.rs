use super::layout::{self, PolicyPlan};
use super::source;
use super::{
    ActionName, Capability, Choices, Condition, Kind, Kinds, ManifestError, Partitions,
    PermissionId, Probe, Scope,
};
use crate::{AccountKind, Partition};

/// Every permission of Landfast's role, read and judged. Has each capability once, in the order of
/// [`Capability::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    capabilities: Vec<CapabilityManifest>,
    /// The same permissions, as policies.
    policies: Vec<PolicyPlan>,
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
    /// Where AWS has the service. The role has the action everywhere all the same.
    pub partitions: Partitions,
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
        for capability in Capability::ALL {
            match source::read(capability, text_of(capability)) {
                Ok(one) => capabilities.push(one),
                Err(faults) => findings.extend(faults),
            }
        }
        if !findings.is_empty() {
            return Err(ManifestError { findings });
        }
        match layout::lay_out(&capabilities) {
            Ok(policies) => Ok(Self {
                capabilities,
                policies,
            }),
            Err(finding) => Err(ManifestError {
                findings: vec![finding],
            }),
        }
    }

    #[must_use]
    pub fn capabilities(&self) -> &[CapabilityManifest] {
        &self.capabilities
    }

    /// The policies of the role, in the order of the capabilities.
    #[must_use]
    pub fn policies(&self) -> &[PolicyPlan] {
        &self.policies
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
        partition: Partition,
        choices: &'a Choices,
    ) -> impl Iterator<Item = &'a Permission> {
        let kind = kind.map(Kind::of);
        self.for_choices(choices).filter(move |permission| {
            let kinds = &permission.applies_to;
            permission.probe.is_safe()
                && permission.partitions.holds(partition)
                && kind.map_or(kinds.is_all(), |kind| kinds.holds(kind))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccountId, permissions::TagAccess};

    /// The text of what a check tries, one line each.
    fn probed(kind: Option<&AccountKind>, partition: Partition, choices: &Choices) -> String {
        let manifest = Manifest::embedded().unwrap();
        let ids = manifest.probed(kind, partition, choices);
        let lines: Vec<String> = ids.map(|permission| permission.id.to_string()).collect();
        lines.join("\n")
    }

    #[test]
    fn what_is_tried_in_a_linked_account() {
        let payer = AccountId::parse("012345678901").unwrap();
        let linked = AccountKind::Linked { payer };
        let tried = probed(Some(&linked), Partition::Aws, &Choices::default());
        insta::assert_snapshot!(tried);
        assert_eq!(probed(None, Partition::Aws, &Choices::default()), tried);
        let standalone = AccountKind::Standalone;
        assert_eq!(
            probed(Some(&standalone), Partition::Aws, &Choices::default()),
            tried
        );
    }

    #[test]
    fn the_lists_of_accounts_are_tried_in_a_payer_only() {
        let list = "permission.organization.organizations:ListAccounts";
        let roots = "permission.activation.organizations:ListRoots";
        let payer = |choices: &Choices| probed(Some(&AccountKind::Payer), Partition::Aws, choices);
        let usual = payer(&Choices::default());
        assert!(usual.contains(list) && !usual.contains(roots), "{usual}");
        assert!(payer(&Choices::widest()).contains(roots));
        let alone = probed(
            Some(&AccountKind::Standalone),
            Partition::Aws,
            &Choices::widest(),
        );
        assert!(!alone.contains(list) && !alone.contains(roots), "{alone}");
    }

    #[test]
    fn what_was_not_chosen_is_not_tried() {
        let tried = probed(None, Partition::Aws, &Choices::narrowest());
        for line in tried.lines() {
            assert!(
                line.starts_with("permission.identity.")
                    || line.starts_with("permission.organization."),
                "{line}"
            );
        }
        let no_tags = Choices::new([Capability::Inventory], TagAccess::None).unwrap();
        let tried = probed(None, Partition::Aws, &no_tags);
        assert!(
            tried.contains("s3:ListAllMyBuckets") && !tried.contains("tag:"),
            "{tried}"
        );
    }

    #[test]
    fn what_a_partition_lacks_is_not_tried_there() {
        let gov = probed(None, Partition::AwsUsGov, &Choices::default());
        assert!(
            gov.contains("iam:GetRole") && !gov.contains("cur:"),
            "{gov}"
        );
        let cn = probed(None, Partition::AwsCn, &Choices::default());
        assert!(
            cn.contains("cur:") && !cn.contains("cost-optimization-hub"),
            "{cn}"
        );
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
        let files = Capability::ALL.map(Capability::file);
        assert!(said.is_err_and(|why| {
            why.lines().count() == files.len() && files.iter().all(|file| why.contains(file))
        }));
    }
}
