/// Whether a check may try an action to see that the role has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Probe {
    /// Trying it changes nothing and costs nothing; a check does so.
    Safe,
    /// It is not tried; `why` says so to the reader of the permissions page.
    None { why: String },
}

impl Probe {
    #[must_use]
    pub const fn is_safe(&self) -> bool {
        matches!(self, Self::Safe)
    }
}
