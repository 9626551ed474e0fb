//! Which choice switches which policy on.

use super::{
    callback, parameters,
    yaml::{Entry, Node, call, entry, list, map, reference},
};
use crate::{
    oidc::IssuerUrl,
    permissions::{Capability, Choices, TagAccess, layout::When},
};

pub(super) const MAKES_PROVIDER: &str = "MakesProvider";

/// The section `Conditions`: one for each parameter that decides something, whether or not a policy
/// depends on it.
pub(super) fn section(issuer: Option<&IssuerUrl>) -> Node {
    let boundary = entry(
        "HasPermissionsBoundary",
        filled(parameters::PERMISSIONS_BOUNDARY),
    );
    let capabilities = Capability::OPTIONAL.map(|one| condition(When::On(one)));
    let tags = [When::OnWithTags(Capability::Inventory), When::WritesTags].map(condition);
    let provider = issuer.map(|_| {
        entry(
            MAKES_PROVIDER,
            equals(parameters::CREATE_PROVIDER, parameters::YES),
        )
    });
    map(std::iter::once(boundary)
        .chain([callback::condition()])
        .chain(provider)
        .chain(capabilities.into_iter().flatten())
        .chain(tags.into_iter().flatten()))
}

/// The condition that a policy stands under.
pub(super) fn name(when: When) -> Option<String> {
    match when {
        When::Always => None,
        When::On(capability) => Some(format!("Has{}", pascal(capability.as_str()))),
        When::OnWithTags(capability) => Some(format!("Has{}Tags", pascal(capability.as_str()))),
        When::WritesTags => Some("WritesTags".to_owned()),
    }
}

fn condition(when: When) -> Option<Entry> {
    let holds = match when {
        When::Always => return None,
        When::On(capability) => on(capability),
        When::OnWithTags(capability) => {
            let none = equals(parameters::TAG_ACCESS, TagAccess::None.as_str());
            call("And", list([on(capability), not(none)]))
        }
        When::WritesTags => {
            let write = equals(parameters::TAG_ACCESS, TagAccess::Write.as_str());
            call("And", list([write, filled(parameters::WRITABLE_TAG_KEYS)]))
        }
    };
    name(when).map(|name| entry(name, holds))
}

fn on(capability: Capability) -> Node {
    equals(&pascal(capability.as_str()), Choices::switch(true))
}

fn filled(parameter: &str) -> Node {
    not(equals(parameter, ""))
}

fn not(condition: Node) -> Node {
    call("Not", list([condition]))
}

fn equals(parameter: &str, value: &str) -> Node {
    call("Equals", list([reference(parameter), Node::from(value)]))
}

/// The tag keys that the owner listed.
pub(super) fn writable_tag_keys() -> Node {
    let parts = [Node::from(","), reference(parameters::WRITABLE_TAG_KEYS)];
    call("Split", list(parts))
}

/// `cost-explorer` is `CostExplorer` in the template.
pub(super) fn pascal(text: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    text.split('-').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_files_become_words_of_templates() {
        assert_eq!(pascal("cost-explorer"), "CostExplorer");
        assert_eq!(pascal("billing"), "Billing");
        assert_eq!(pascal("inventory-tags-2-policy"), "InventoryTags2Policy");
    }
}
