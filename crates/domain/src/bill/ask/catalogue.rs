use crate::{Timestamp, bill::Period};

/// What there is to ask about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    pub months: Vec<CataloguedMonth>,
    /// Of all lines that are asked, in order.
    pub tag_keys: Vec<String>,
    pub cost_category_keys: Vec<String>,
}

/// A month of one report that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CataloguedMonth {
    /// Whoever is billed: an account id; of other clouds what their bills say.
    pub payer: String,
    pub report: String,
    pub period: Period,
    /// Such as `cur_2`.
    pub format: String,
    pub rows: u64,
    /// When it was taken in.
    pub since: Timestamp,
    /// Whether questions that name no report are answered from it.
    pub is_asked: bool,
}
