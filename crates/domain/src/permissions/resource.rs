use crate::aws::RolePath;

/// A resource that an action can be limited to. Closed: a new one needs its ARN here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// The role that the template itself makes.
    SelfRole,
}

impl Resource {
    pub const ALL: [Self; 1] = [Self::SelfRole];

    /// The word for it in a permission file.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::SelfRole => "self-role",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|resource| resource.token() == text)
    }

    /// For people, in the middle of a sentence.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::SelfRole => "this role only",
        }
    }

    /// The ARN as the text of CloudFormation's `Fn::Sub`. Built from the role's name, as a policy
    /// inside the role that asked for the role's ARN would be a circular dependency.
    pub(super) fn arn_template(self) -> String {
        match self {
            Self::SelfRole => {
                let path = RolePath::landfast();
                let path = path.as_str();
                format!("arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role{path}${{RoleName}}")
            }
        }
    }
}

/// What an action may be used on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every resource; `why` says why it cannot be less.
    Any { why: String },
    /// These alone. Not empty, none twice.
    Only(Vec<Resource>),
}

impl Scope {
    /// The word for [`Scope::Any`] in a permission file.
    pub const ANY: &'static str = "any";

    /// For people, in the middle of a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Any { .. } => "the whole account".to_owned(),
            Self::Only(resources) => {
                let words: Vec<&str> = resources
                    .iter()
                    .map(|resource| resource.in_words())
                    .collect();
                words.join(", ")
            }
        }
    }
}
