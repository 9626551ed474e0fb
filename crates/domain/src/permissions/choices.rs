use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::Capability;

const TAGS: &str = "tags";

/// What Landfast may do with the tags of an account's resources.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum TagAccess {
    /// Resources come in, their tags do not.
    None,
    /// Tags come in and are never changed.
    #[default]
    Read,
    /// Tags come in, and edits go back.
    Write,
}

impl TagAccess {
    /// From the narrowest to the widest.
    pub const ALL: [Self; 3] = [Self::None, Self::Read, Self::Write];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Whoever writes tags reads them before.
    #[must_use]
    pub const fn reads(self) -> bool {
        matches!(self, Self::Read | Self::Write)
    }

    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Self::Write)
    }
}

impl fmt::Display for TagAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the people of one account let Landfast do there.
///
/// Two capabilities are not chosen: `identity` and `organization` are always on, as no check can be
/// without them. `tag-writing` is on exactly when [`TagAccess`] is `write`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Choices {
    /// Of [`Capability::OPTIONAL`] only.
    on: BTreeSet<Capability>,
    tag_access: TagAccess,
}

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum MalformedChoices {
    #[error(
        "{capability} cannot be chosen by itself: it is always on, or follows from the tag access; \
         expected some of {}",
        optional_names()
    )]
    NotOptional { capability: Capability },
    #[error("expected choices such as {:?}; found {found:?}", Choices::default().to_tag())]
    Text { found: String },
}

impl Choices {
    /// # Errors
    /// [`MalformedChoices::NotOptional`] for a capability that has no switch.
    pub fn new(
        on: impl IntoIterator<Item = Capability>,
        tag_access: TagAccess,
    ) -> Result<Self, MalformedChoices> {
        let on: BTreeSet<Capability> = on.into_iter().collect();
        match on.iter().find(|capability| !capability.is_optional()) {
            Some(&capability) => Err(MalformedChoices::NotOptional { capability }),
            None => Ok(Self { on, tag_access }),
        }
    }

    /// Everything on: the role with the most rights that Landfast ever asks for.
    #[must_use]
    pub fn widest() -> Self {
        Self {
            on: Capability::OPTIONAL.into(),
            tag_access: TagAccess::Write,
        }
    }

    /// Nothing on: Landfast can prove that the role is safe, and no more.
    #[must_use]
    pub const fn narrowest() -> Self {
        Self {
            on: BTreeSet::new(),
            tag_access: TagAccess::None,
        }
    }

    /// Every combination there is.
    pub fn every() -> impl Iterator<Item = Self> {
        let sets = 0..1_u32 << Capability::OPTIONAL.len();
        sets.flat_map(|set| {
            let chosen = (0..).zip(Capability::OPTIONAL);
            let on: BTreeSet<Capability> = chosen
                .filter(|(bit, _)| set & (1_u32 << bit) != 0)
                .map(|(_, capability)| capability)
                .collect();
            TagAccess::ALL.map(|tag_access| Self {
                on: on.clone(),
                tag_access,
            })
        })
    }

    /// The optional capabilities that are on.
    #[must_use]
    pub const fn capabilities(&self) -> &BTreeSet<Capability> {
        &self.on
    }

    #[must_use]
    pub const fn tag_access(&self) -> TagAccess {
        self.tag_access
    }

    /// Whether a capability is on, chosen or not.
    #[must_use]
    pub fn has(&self, capability: Capability) -> bool {
        match capability {
            Capability::Identity | Capability::Organization => true,
            Capability::TagWriting => self.tag_access.writes(),
            chosen => self.on.contains(&chosen),
        }
    }

    /// The canonical text: every switch, in a fixed order, in the characters that IAM takes for the
    /// value of a tag (IAM User Guide, "Tags for IAM resources", "Rules for tagging"). The template
    /// builds the same text from its parameters.
    #[must_use]
    pub fn to_tag(&self) -> String {
        let switch = |capability: Capability| {
            let state = Self::switch(self.on.contains(&capability));
            format!("{capability}={state} ")
        };
        let switches: String = Capability::OPTIONAL.map(switch).concat();
        format!("{switches}{TAGS}={}", self.tag_access)
    }

    /// The word for a switch, in the tag and in the template's parameters.
    #[must_use]
    pub const fn switch(on: bool) -> &'static str {
        if on { "on" } else { "off" }
    }

    /// Takes [`Choices::to_tag`] and nothing else: a text of another form was not written by
    /// Landfast's template.
    ///
    /// # Errors
    /// [`MalformedChoices::Text`].
    pub fn parse(text: &str) -> Result<Self, MalformedChoices> {
        Self::read(text)
            .filter(|choices| choices.to_tag() == text)
            .ok_or_else(|| MalformedChoices::Text {
                found: text.chars().take(256).collect(),
            })
    }

    /// In whatever order; [`Choices::parse`] compares.
    fn read(text: &str) -> Option<Self> {
        let mut choices = Self::narrowest();
        for word in text.split(' ') {
            let (name, state) = word.split_once('=')?;
            if name == TAGS {
                choices.tag_access = TagAccess::parse(state)?;
            } else if state == Self::switch(true) {
                choices.on.insert(Capability::parse(name)?);
            }
        }
        Some(choices)
    }
}

impl Default for Choices {
    /// What is asked for where nobody chose: all that reads, and no more.
    fn default() -> Self {
        let on = [
            Capability::Billing,
            Capability::CostExplorer,
            Capability::Recommendations,
            Capability::Inventory,
        ];
        Self {
            on: on.into(),
            tag_access: TagAccess::default(),
        }
    }
}

impl fmt::Display for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_tag())
    }
}

impl TryFrom<String> for Choices {
    type Error = MalformedChoices;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Choices> for String {
    fn from(choices: Choices) -> Self {
        choices.to_tag()
    }
}

fn optional_names() -> String {
    Capability::OPTIONAL.map(Capability::as_str).join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_defaults_read_and_never_write() {
        let choices = Choices::default();
        assert_eq!(
            choices.to_tag(),
            "billing=on cost-explorer=on recommendations=on inventory=on activation=off tags=read"
        );
        assert!(choices.has(Capability::Identity) && choices.has(Capability::Organization));
        assert!(!choices.has(Capability::Activation) && !choices.has(Capability::TagWriting));
    }

    #[test]
    fn tag_writing_follows_the_tag_access() {
        for choices in Choices::every() {
            let writes = choices.tag_access() == TagAccess::Write;
            assert_eq!(choices.has(Capability::TagWriting), writes, "{choices}");
        }
    }

    #[test]
    fn what_has_no_switch_is_refused() {
        for capability in Capability::ALL {
            let made = Choices::new([capability], TagAccess::None);
            assert_eq!(made.is_ok(), capability.is_optional(), "{capability}");
            if let Err(why) = made {
                assert!(why.to_string().contains("expected some of billing, "));
            }
        }
    }

    #[test]
    fn every_combination_is_there_once_and_fits_a_tag() {
        let texts: BTreeSet<String> = Choices::every().map(|choices| choices.to_tag()).collect();
        assert_eq!(texts.len(), 32 * 3);
        assert!(texts.contains(&Choices::widest().to_tag()));
        assert!(texts.contains(&Choices::narrowest().to_tag()));
        let taken = |c: char| c.is_ascii_alphanumeric() || " _.:/=+-@".contains(c);
        assert!(
            texts
                .iter()
                .all(|text| text.len() <= 256 && text.chars().all(taken))
        );
    }

    #[test]
    fn words_of_tag_access_come_back() {
        for access in TagAccess::ALL {
            assert_eq!(TagAccess::parse(access.as_str()), Some(access));
            assert_eq!(
                serde_json::to_value(access).ok(),
                Some(access.as_str().into())
            );
        }
        assert_eq!(TagAccess::parse("Write"), None);
        assert!(TagAccess::None < TagAccess::Read && TagAccess::Read < TagAccess::Write);
    }

    fn any_choices() -> impl Strategy<Value = Choices> {
        prop::sample::select(Choices::every().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn the_canonical_text_comes_back(choices in any_choices()) {
            prop_assert_eq!(Choices::parse(&choices.to_tag()), Ok(choices.clone()));
            let again = Choices::new(choices.capabilities().iter().copied(), choices.tag_access());
            prop_assert_eq!(again, Ok(choices.clone()));
            let json = serde_json::to_string(&choices).map_err(|why| TestCaseError::fail(why.to_string()))?;
            let read: Choices = serde_json::from_str(&json).map_err(|why| TestCaseError::fail(why.to_string()))?;
            prop_assert_eq!(read, choices);
        }

        #[test]
        fn a_text_of_another_form_is_refused(choices in any_choices(), at in 0..80_usize, other in "[ -~]") {
            let mut text: Vec<char> = choices.to_tag().chars().collect();
            let Some(place) = text.get_mut(at) else { return Ok(()) };
            *place = other.chars().next().unwrap_or_default();
            let text: String = text.into_iter().collect();
            if let Ok(read) = Choices::parse(&text) {
                prop_assert_eq!(read.to_tag(), text);
            }
        }
    }
}
