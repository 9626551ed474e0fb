use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Time;

/// Which cost of a line is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentBasis {
    Unblended,
    NetUnblended,
    Amortized,
    NetAmortized,
}

/// What a line is charged for: each line falls to exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentCharge {
    /// Use of AWS services, after what savings plans and reservations cover.
    Usage,
    /// Fees of savings plans and reservations by the hour or the month.
    CommitmentFee,
    /// What was paid at once.
    UpfrontFee,
    /// Lines of negotiated discounts. They are zero where net costs are counted.
    Discount,
    Marketplace,
    Support,
    Credit,
    Refund,
    Tax,
    /// Lines of a type that the server does not know.
    Other,
}

/// A contract as somebody typed it. What is left out of the rules is the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentInput {
    /// 1 to 60 characters on one line; no other contract of the workspace has it.
    pub name: String,
    /// Three capital letters, as bills write it.
    #[schema(example = "USD")]
    pub currency: String,
    /// The first day.
    #[schema(example = "2026-01-01")]
    pub starts: String,
    /// What is to be spent in each year, 1 to 5 of them: decimal numbers in text.
    #[schema(example = json!(["1000000", "1200000"]))]
    pub years: Vec<String>,
    /// Account ids of 1 to 50 payers, whose bills count.
    pub payers: Vec<String>,
    #[serde(default)]
    pub rules: CommitmentRulesInput,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentRulesInput {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<CommitmentBasisInput>,
    #[serde(default)]
    pub charges: CommitmentChargesInput,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marketplace_cap: Option<CommitmentCapInput>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marketplace_sellers: Option<CommitmentSellersInput>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentBasisInput {
    pub value: CommitmentBasis,
    /// Where the rule is from, such as the clause of the contract: up to 300 characters on one line.
    #[serde(default)]
    pub source: String,
}

/// Rules of single charges.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CommitmentChargesInput {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment_fee: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upfront_fee: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marketplace: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<CommitmentChargeInput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<CommitmentChargeInput>,
}

impl CommitmentChargesInput {
    /// The rule of a charge.
    pub const fn of(&mut self, charge: CommitmentCharge) -> &mut Option<CommitmentChargeInput> {
        match charge {
            CommitmentCharge::Usage => &mut self.usage,
            CommitmentCharge::CommitmentFee => &mut self.commitment_fee,
            CommitmentCharge::UpfrontFee => &mut self.upfront_fee,
            CommitmentCharge::Discount => &mut self.discount,
            CommitmentCharge::Marketplace => &mut self.marketplace,
            CommitmentCharge::Support => &mut self.support,
            CommitmentCharge::Credit => &mut self.credit,
            CommitmentCharge::Refund => &mut self.refund,
            CommitmentCharge::Tax => &mut self.tax,
            CommitmentCharge::Other => &mut self.other,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentChargeInput {
    pub counts: bool,
    #[serde(default)]
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentCapInput {
    /// 0 to 100, of the year's commitment; `null` for no cap.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    pub percent: Option<u32>,
    #[serde(default)]
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitmentSellersInput {
    /// Legal entities as bills name them; `null` for all.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    pub names: Option<Vec<String>>,
    #[serde(default)]
    pub source: String,
}

/// The contracts of a workspace, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentList {
    pub commitments: Vec<CommitmentView>,
    /// The rules of a contract that says nothing of them.
    pub defaults: CommitmentRulesView,
}

/// A contract that promises a spend for each of its years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentView {
    #[schema(example = "cmt_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub id: String,
    pub name: String,
    pub currency: String,
    pub starts: String,
    /// Its last day.
    pub ends: String,
    pub years: Vec<CommitmentYearView>,
    pub payers: Vec<CommitmentPayerView>,
    pub rules: CommitmentRulesView,
    pub created_at: Time,
    pub updated_at: Time,
}

/// A year of a contract, with both of its ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentYearView {
    /// From 1.
    pub number: u8,
    pub from: String,
    pub to: String,
    pub amount: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentPayerView {
    pub id: String,
    /// What it is called, as far as that is known.
    #[schema(required)]
    pub name: Option<String>,
}

/// What counts, and who says so. `is_default`: nobody has said otherwise, and `source` is the server's
/// reason. Else `source` is the words of who set it; empty where they named none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentRulesView {
    pub basis: CommitmentBasisRule,
    /// All of them, in their order.
    pub charges: Vec<CommitmentChargeRule>,
    pub marketplace_cap: CommitmentCapRule,
    pub marketplace_sellers: CommitmentSellersRule,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentBasisRule {
    pub value: CommitmentBasis,
    pub is_default: bool,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentChargeRule {
    pub charge: CommitmentCharge,
    pub counts: bool,
    pub is_default: bool,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentCapRule {
    /// Of the year's commitment; `null` for no cap.
    #[schema(required)]
    pub percent: Option<u32>,
    pub is_default: bool,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommitmentSellersRule {
    /// `null` for all.
    #[schema(required)]
    pub names: Option<Vec<String>>,
    pub is_default: bool,
    pub source: String,
}
