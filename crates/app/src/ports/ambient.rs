use landfast_domain::{AccountId, Timestamp, ids::WorkspaceId};

/// The time. Passed in, so that tests can move it.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// The system's random source.
pub trait Random: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// Something changed: look again. Carries no data, so that it can be lost or doubled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub workspace: WorkspaceId,
    pub topic: Topic,
    pub account: Option<AccountId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Account,
    Activity,
    Work,
    Bills,
}

/// Tells open pages and idle workers that something changed.
pub trait Hints: Send + Sync {
    fn send(&self, hint: Hint);
}
