/// A condition operator of IAM that permission files may use. Closed, and without the `IfExists`
/// forms: they let a request through that lacks the key. So does `ForAllValues`; it is taken only
/// beside a `Null` that demands the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConditionOperator {
    StringEquals,
    StringLike,
    ArnLike,
    Bool,
    ForAllStringEquals,
    Null,
}

impl ConditionOperator {
    pub const ALL: [Self; 6] = [
        Self::StringEquals,
        Self::StringLike,
        Self::ArnLike,
        Self::Bool,
        Self::ForAllStringEquals,
        Self::Null,
    ];

    /// AWS's own spelling (IAM User Guide, "IAM JSON policy elements: Condition operators").
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StringEquals => "StringEquals",
            Self::StringLike => "StringLike",
            Self::ArnLike => "ArnLike",
            Self::Bool => "Bool",
            Self::ForAllStringEquals => "ForAllValues:StringEquals",
            Self::Null => "Null",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operator| operator.as_str() == text)
    }
}

/// What a condition compares with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConditionValues {
    /// Taken literally; policy variables such as `${aws:PrincipalAccount}` are left to IAM.
    Literal(Vec<String>),
    /// The tag keys that the account's owner lists when deploying.
    WritableTagKeys,
}

impl ConditionValues {
    /// The word for [`ConditionValues::WritableTagKeys`] in a permission file.
    pub(super) const WRITABLE_TAG_KEYS: &'static str = "writable-tag-keys";
}

/// One line of a policy statement's `Condition`. Several values mean any of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition {
    pub operator: ConditionOperator,
    /// A condition key such as `aws:ResourceAccount`.
    pub key: String,
    pub values: ConditionValues,
}

impl Condition {
    /// A service prefix, a colon and a name; a tag key may follow a slash.
    pub(super) fn key_fits(key: &str) -> bool {
        let word = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let Some((service, name)) = key.split_once(':') else {
            return false;
        };
        let (name, tag) = name.split_once('/').unwrap_or((name, "tag"));
        let tag_fits = !tag.is_empty()
            && tag
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_.:/=+-@".contains(&b));
        key.len() <= 200 && word(service) && word(name) && tag_fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for (key, want) in [
            ("aws:ResourceAccount", true),
            ("aws:ResourceTag/landfast:stack-id", true),
            ("s3:prefix", true),
            ("ResourceAccount", false),
            ("aws:", false),
            ("aws:ResourceTag/", false),
            ("aws:Resource Account", false),
            ("aws:*", false),
        ] {
            assert_eq!(Condition::key_fits(key), want, "{key:?}");
        }
    }

    #[test]
    fn operators_that_forgive_a_missing_key_are_unknown() {
        assert_eq!(ConditionOperator::parse("StringEqualsIfExists"), None);
        assert_eq!(
            ConditionOperator::parse("ArnLike"),
            Some(ConditionOperator::ArnLike)
        );
    }
}
