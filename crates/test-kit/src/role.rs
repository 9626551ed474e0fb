use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use landfast_domain::{
    Account, AccountId, ExternalId, Partition, PrincipalArn, Region, RoleName,
    api_access::tags,
    oidc::{AUDIENCE, IssuerUrl},
    permissions::{
        Choices, Manifest, RolePolicies, cloudformation::TemplateVersion, layout::Setting,
    },
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

/// What a role says of tokens, beside their subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRule {
    pub issuer: IssuerUrl,
    pub audience: IdRule,
}

/// Of what a stack is made.
pub(crate) struct Made<'a> {
    pub account: &'a AccountId,
    pub region: &'a Region,
    pub role_name: &'a RoleName,
    pub external_id: &'a ExternalId,
    pub choices: &'a Choices,
}

/// A role that answers by its own trust policy and permissions.
#[derive(Debug, Clone)]
pub struct FakeRole {
    pub unique_id: String,
    pub external_id: IdRule,
    /// `Principal.AWS`: an ARN or `*`. `Principal.Federated`, if the role takes tokens.
    pub trusts: String,
    /// Further principals of the same statement.
    pub also_trusts: Vec<String>,
    /// How the role trusts the issuer; `external_id` then is what it says of the subject.
    pub tokens: Option<TokenRule>,
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
        let made = Made {
            account: &account.id,
            region: &account.region,
            role_name: &account.role_name,
            external_id: &account.external_id,
            choices: &account.choices,
        };
        Self::made(&made, principal, version)
    }

    /// The same, of a stack's parameters.
    pub(crate) fn made(
        made: &Made<'_>,
        principal: &PrincipalArn,
        version: &TemplateVersion,
    ) -> Self {
        let tags = BTreeMap::from([
            (tags::TEMPLATE_VERSION.to_owned(), version.to_string()),
            (tags::STACK_REGION.to_owned(), made.region.to_string()),
            (tags::CHOICES.to_owned(), made.choices.to_tag()),
        ]);
        Self {
            unique_id: format!("AROA{}", made.account),
            external_id: IdRule::Exactly(made.external_id.bound_to(made.account)),
            trusts: format!(
                "arn:{}:iam::{}:root",
                principal.partition(),
                principal.account()
            ),
            also_trusts: Vec::new(),
            principal_condition: Some(principal.to_string()),
            tokens: None,
            tags,
            policies: policies(made.account, made.region, made.role_name, made.choices),
            denied: BTreeSet::new(),
        }
    }

    /// The role that the template for the issuer makes for `account`.
    #[must_use]
    pub fn of_issuer(account: &Account, issuer: &IssuerUrl, version: &TemplateVersion) -> Self {
        let partition = Partition::of(&account.region);
        let tags = BTreeMap::from([
            (tags::TEMPLATE_VERSION.to_owned(), version.to_string()),
            (tags::STACK_REGION.to_owned(), account.region.to_string()),
            (tags::CHOICES.to_owned(), account.choices.to_tag()),
        ]);
        Self {
            unique_id: format!("AROA{}", account.id),
            external_id: IdRule::Exactly(account.external_id.bound_to(&account.id)),
            trusts: issuer.provider_arn(partition, &account.id),
            also_trusts: Vec::new(),
            tokens: Some(TokenRule {
                issuer: issuer.clone(),
                audience: IdRule::Exactly(AUDIENCE.to_owned()),
            }),
            principal_condition: None,
            tags,
            policies: policies(
                &account.id,
                &account.region,
                &account.role_name,
                &account.choices,
            ),
            denied: BTreeSet::new(),
        }
    }

    /// Whether it lets in a token with this subject and audience, by the provider of this ARN.
    pub(crate) fn takes(&self, provider: &str, subject: &str, audience: &str) -> bool {
        let named = self.trusts == "*" || self.trusts == provider;
        let fits = |rule: &TokenRule| rule.audience.lets_in(Some(audience));
        named && self.tokens.as_ref().is_some_and(fits) && self.external_id.lets_in(Some(subject))
    }

    pub(crate) fn lets_in(&self, principal: &PrincipalArn, external_id: Option<&str>) -> bool {
        let root = format!(
            "arn:{}:iam::{}:root",
            principal.partition(),
            principal.account()
        );
        let named = self.tokens.is_none()
            && (self.trusts == "*" || self.trusts == root || self.trusts == principal.as_str());
        let conditioned = self
            .principal_condition
            .as_ref()
            .is_none_or(|arn| arn == principal.as_str());
        named && conditioned && self.external_id.lets_in(external_id)
    }

    /// The policy document, as `iam:GetRole` would give it.
    pub(crate) fn trust_policy(&self) -> String {
        if let Some(rule) = &self.tokens {
            return self.federated(rule);
        }
        let mut conditions = Vec::new();
        if let Some((operator, id)) = self.external_id.condition() {
            conditions.push(format!(r#""{operator}":{{"sts:ExternalId":["{id}"]}}"#));
        }
        if let Some(arn) = &self.principal_condition {
            conditions.push(format!(r#""ArnEquals":{{"aws:PrincipalArn":"{arn}"}}"#));
        }
        let principals: Vec<&str> = std::iter::once(&self.trusts)
            .chain(&self.also_trusts)
            .map(String::as_str)
            .collect();
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"AWS":["{}"]}},"Condition":{{{}}}}}]}}"#,
            principals.join("\",\""),
            conditions.join(",")
        )
    }
}

impl FakeRole {
    fn federated(&self, rule: &TokenRule) -> String {
        let condition = |claim: &str, told: &IdRule| {
            let (operator, value) = told.condition()?;
            let key = rule.issuer.condition_key(claim);
            Some((operator, format!(r#""{key}":["{value}"]"#)))
        };
        let mut by_operator: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let both = [
            condition("sub", &self.external_id),
            condition("aud", &rule.audience),
        ];
        for (operator, text) in both.into_iter().flatten() {
            by_operator.entry(operator).or_default().push(text);
        }
        let conditions = by_operator
            .iter()
            .map(|(operator, keys)| format!(r#""{operator}":{{{}}}"#, keys.join(",")));
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{{"Federated":"{}"}},"Condition":{{{}}}}}]}}"#,
            self.trusts,
            conditions.collect::<Vec<_>>().join(",")
        )
    }
}

static MANIFEST: LazyLock<Option<Manifest>> = LazyLock::new(|| Manifest::embedded().ok());

/// The policies of the role that the template makes.
fn policies(
    account: &AccountId,
    region: &Region,
    role_name: &RoleName,
    choices: &Choices,
) -> RolePolicies {
    let setting = Setting {
        partition: Partition::of(region).to_string(),
        account: account.to_string(),
        role_name: role_name.to_string(),
        writable_tag_keys: vec!["team".to_owned()],
    };
    let plans = MANIFEST.iter().flat_map(Manifest::policies);
    let chosen = plans.filter(|plan| plan.is_chosen(choices));
    RolePolicies {
        documents: chosen
            .map(|plan| plan.document(&setting).to_string())
            .collect(),
        foreign: Vec::new(),
    }
}
