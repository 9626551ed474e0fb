use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use landfast_domain::{
    Account, Partition, PrincipalArn,
    api_access::tags,
    permissions::{Manifest, RolePolicies, cloudformation::TemplateVersion, layout::Setting},
};

/// What a role's trust policy says of `sts:ExternalId`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdRule {
    /// `StringEquals`.
    Exactly(String),
    /// `StringEquals` with several values.
    OneOf(Vec<String>),
    /// `StringEqualsIfExists`.
    IfExists(String),
    /// `StringLike "*"`.
    Any,
    /// No condition.
    None,
}

impl IdRule {
    pub(crate) fn lets_in(&self, given: Option<&str>) -> bool {
        match self {
            Self::Exactly(id) => given == Some(id),
            Self::OneOf(ids) => given.is_some_and(|given| ids.iter().any(|id| id == given)),
            Self::IfExists(id) => given.is_none_or(|given| given == id),
            Self::Any => given.is_some(),
            Self::None => true,
        }
    }

    fn condition(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Exactly(id) => Some(("StringEquals", id.clone())),
            Self::OneOf(ids) => Some(("StringEquals", ids.join("\",\""))),
            Self::IfExists(id) => Some(("StringEqualsIfExists", id.clone())),
            Self::Any => Some(("StringLike", "*".to_owned())),
            Self::None => None,
        }
    }
}

/// A role that answers by its own trust policy and permissions.
#[derive(Debug, Clone)]
pub struct FakeRole {
    pub unique_id: String,
    pub external_id: IdRule,
    /// `Principal.AWS`: an ARN or `*`.
    pub trusts: String,
    /// `aws:PrincipalArn`, if there is such a condition.
    pub principal_condition: Option<String>,
    pub tags: BTreeMap<String, String>,
    /// As the template makes them for the account's choices.
    pub policies: RolePolicies,
    /// Actions that are denied although the template allows them.
    pub denied: BTreeSet<String>,
}

impl FakeRole {
    /// The role that the template makes for `account`.
    #[must_use]
    pub fn of_template(
        account: &Account,
        principal: &PrincipalArn,
        version: &TemplateVersion,
    ) -> Self {
        let tags = BTreeMap::from([
            (tags::TEMPLATE_VERSION.to_owned(), version.to_string()),
            (tags::STACK_REGION.to_owned(), account.region.to_string()),
            (tags::CHOICES.to_owned(), account.choices.to_tag()),
        ]);
        Self {
            unique_id: format!("AROA{}", account.id),
            external_id: IdRule::Exactly(account.external_id.bound_to(&account.id)),
            trusts: format!(
                "arn:{}:iam::{}:root",
                principal.partition(),
                principal.account()
            ),
            principal_condition: Some(principal.to_string()),
            tags,
            policies: policies(account),
            denied: BTreeSet::new(),
        }
    }

    pub(crate) fn lets_in(&self, principal: &PrincipalArn, external_id: Option<&str>) -> bool {
        let root = format!(
            "arn:{}:iam::{}:root",
            principal.partition(),
            principal.account()
        );
        let named = self.trusts == "*" || self.trusts == root || self.trusts == principal.as_str();
        let conditioned = self
            .principal_condition
            .as_ref()
            .is_none_or(|arn| arn == principal.as_str());
        named && conditioned && self.external_id.lets_in(external_id)
    }

    /// The policy document, as `iam:GetRole` would give it.
    pub(crate) fn trust_policy(&self) -> String {
        let mut conditions = Vec::new();
        if let Some((operator, id)) = self.external_id.condition() {
            conditions.push(format!(r#""{operator}":{{"sts:ExternalId":["{id}"]}}"#));
        }
        if let Some(arn) = &self.principal_condition {
            conditions.push(format!(r#""ArnEquals":{{"aws:PrincipalArn":"{arn}"}}"#));
        }
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"AWS":"{}"}},"Condition":{{{}}}}}]}}"#,
            self.trusts,
            conditions.join(",")
        )
    }
}

static MANIFEST: LazyLock<Option<Manifest>> = LazyLock::new(|| Manifest::embedded().ok());

/// The policies of the role that the template makes for `account`.
fn policies(account: &Account) -> RolePolicies {
    let setting = Setting {
        partition: Partition::of(&account.region).to_string(),
        account: account.id.to_string(),
        role_name: account.role_name.to_string(),
        writable_tag_keys: vec!["team".to_owned()],
    };
    let plans = MANIFEST.iter().flat_map(Manifest::policies);
    let chosen = plans.filter(|plan| plan.is_chosen(&account.choices));
    RolePolicies {
        documents: chosen
            .map(|plan| plan.document(&setting).to_string())
            .collect(),
        foreign: Vec::new(),
    }
}
