use landfast_domain::permissions::{
    Capability, CapabilityManifest, Choices, Manifest, Permission, Scope, cloudformation::Template,
    explain,
};

use crate::dto;

pub(crate) fn permissions_view(
    manifest: &Manifest,
    template: &Template,
    template_url: Option<String>,
) -> dto::PermissionsView {
    dto::PermissionsView {
        template_version: template.version.to_string(),
        template_sha256: template.sha256_hex(),
        template_url,
        capabilities: manifest.capabilities().iter().map(capability).collect(),
        cannot: cannot(&explain::markdown(manifest)),
    }
}

/// What a role that was made with these choices may do: the same sentences, without what it may not.
pub(super) fn granted(manifest: &Manifest, choices: &Choices) -> Vec<dto::CapabilityView> {
    let of_choices = |one: &CapabilityManifest| dto::CapabilityView {
        actions: one
            .permissions
            .iter()
            .filter(|permission| permission.is_chosen(choices))
            .map(permission)
            .collect(),
        ..capability(one)
    };
    let all = manifest.capabilities().iter().map(of_choices);
    all.filter(|one| !one.actions.is_empty()).collect()
}

fn capability(one: &CapabilityManifest) -> dto::CapabilityView {
    dto::CapabilityView {
        capability: one.capability.to_string(),
        title: one.title.clone(),
        about: one.purpose.clone(),
        choice: choice(one.capability),
        by_default: Choices::default().has(one.capability),
        actions: one.permissions.iter().map(permission).collect(),
    }
}

const fn choice(capability: Capability) -> dto::CapabilityChoice {
    match capability {
        Capability::Identity | Capability::Organization => dto::CapabilityChoice::Always,
        Capability::TagWriting => dto::CapabilityChoice::TagAccess,
        Capability::Billing
        | Capability::CostExplorer
        | Capability::Recommendations
        | Capability::Inventory
        | Capability::Activation => dto::CapabilityChoice::Switch,
    }
}

fn permission(one: &Permission) -> dto::PermissionView {
    dto::PermissionView {
        action: one.action().to_string(),
        resources: resources(&one.scope),
        reason: one.reason.clone(),
        reads_tags: one.reads_tags,
        probed: one.probe.is_safe(),
    }
}

fn resources(scope: &Scope) -> Vec<String> {
    match scope {
        Scope::Any { .. } => vec![scope.in_words()],
        Scope::Only(resources) => resources
            .iter()
            .map(|one| one.in_words().to_owned())
            .collect(),
    }
}

/// The list under this heading of the page is the one place where it is written.
fn cannot(page: &str) -> Vec<String> {
    page.lines()
        .skip_while(|line| *line != "## What it cannot do")
        .skip(1)
        .take_while(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("- "))
        .map(|line| line.replace('`', ""))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_a_switch_can_be_switched() {
        for capability in Capability::ALL {
            let is_switch = choice(capability) == dto::CapabilityChoice::Switch;
            assert_eq!(is_switch, capability.is_optional(), "{capability}");
        }
    }

    #[test]
    fn only_what_was_chosen_is_granted() -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        let names = |choices: &Choices| -> Vec<String> {
            let granted = granted(&manifest, choices);
            granted.into_iter().map(|one| one.capability).collect()
        };
        assert_eq!(names(&Choices::narrowest()), ["identity", "organization"]);
        assert_eq!(names(&Choices::widest()).len(), Capability::ALL.len());
        let actions = |choices: &Choices| -> usize {
            let granted = granted(&manifest, choices);
            granted.iter().map(|one| one.actions.len()).sum()
        };
        for choices in [Choices::narrowest(), Choices::default(), Choices::widest()] {
            assert_eq!(actions(&choices), manifest.for_choices(&choices).count());
        }
        Ok(())
    }

    #[test]
    fn the_page_says_what_the_role_cannot_do() -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        let list = cannot(&explain::markdown(&manifest));
        assert!(list.len() >= 3, "{list:?}");
        assert!(
            list.iter().any(|line| line.starts_with("Change itself")),
            "{list:?}"
        );
        Ok(())
    }
}
