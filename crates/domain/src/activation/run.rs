use serde::{Deserialize, Serialize};

use crate::{
    AccountId, RoleName, Timestamp,
    ids::{ActivationId, PermitId},
};

/// Accounts of one activation that are under way at the same time.
pub const AT_ONCE: u32 = 8;

/// One activation of selected accounts of a payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    pub id: ActivationId,
    pub payer: AccountId,
    /// By which it enters; another one after a retry.
    pub permit: PermitId,
    pub member_role: RoleName,
    /// How many accounts were selected.
    pub accounts: u32,
    pub begun_by: String,
    pub begun_at: Timestamp,
    #[serde(flatten)]
    pub state: RunState,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RunState {
    /// For its permit to be open.
    Waiting,
    Running,
    /// Those not begun are left; those under way finish.
    Stopping {
        by: String,
    },
    Stopped {
        by: String,
        at: Timestamp,
    },
    Done {
        at: Timestamp,
    },
}

/// How many accounts of an activation are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub queued: u32,
    pub under_way: u32,
    pub done: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Counts {
    /// From the names of states and how often each is there.
    pub fn of<'a>(counted: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut counts = Self::default();
        for (name, count) in counted {
            let place = match name {
                "queued" => &mut counts.queued,
                "done" => &mut counts.done,
                "failed" => &mut counts.failed,
                "skipped" => &mut counts.skipped,
                _ => &mut counts.under_way,
            };
            *place = place.saturating_add(count);
        }
        counts
    }
}

impl Activation {
    /// Whether work goes on, or waits for the permit.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        matches!(
            self.state,
            RunState::Waiting | RunState::Running | RunState::Stopping { .. }
        )
    }

    /// How many more accounts are to be begun now.
    #[must_use]
    pub fn room(&self, counts: Counts) -> u32 {
        match self.state {
            RunState::Running => AT_ONCE.saturating_sub(counts.under_way).min(counts.queued),
            _ => 0,
        }
    }

    /// Its permit is open.
    pub fn permitted(&mut self) -> bool {
        let waits = self.state == RunState::Waiting;
        if waits {
            self.state = RunState::Running;
        }
        waits
    }

    /// Begins no further account.
    pub fn stop(&mut self, by: &str, counts: Counts, now: Timestamp) -> bool {
        if !matches!(self.state, RunState::Waiting | RunState::Running) {
            return false;
        }
        self.state = RunState::Stopping { by: by.to_owned() };
        self.settle(counts, now);
        true
    }

    /// Ends it when nothing is left to do; `true` when it ended by this.
    pub fn settle(&mut self, counts: Counts, now: Timestamp) -> bool {
        if counts.under_way > 0 {
            return false;
        }
        match &self.state {
            RunState::Stopping { by } => {
                self.state = RunState::Stopped {
                    by: by.clone(),
                    at: now,
                };
                true
            }
            RunState::Running if counts.queued == 0 => {
                self.state = RunState::Done { at: now };
                true
            }
            _ => false,
        }
    }

    /// One sentence about how it stands.
    #[must_use]
    pub fn summary(&self, counts: Counts) -> String {
        let Counts {
            queued,
            under_way,
            done,
            failed,
            skipped,
        } = counts;
        let so_far = format!("{done} activated, {failed} failed, {skipped} skipped");
        match &self.state {
            RunState::Waiting => {
                format!("Waiting for the permit; {queued} accounts to do, {so_far}.")
            }
            RunState::Running => format!("{under_way} under way, {queued} to do, {so_far}."),
            RunState::Stopping { by } => {
                format!(
                    "Stopping for {by}: {under_way} under way are finished, {queued} are left; {so_far}."
                )
            }
            RunState::Stopped { by, at } => {
                format!("Stopped by {by} at {at}: {queued} were not begun; {so_far}.")
            }
            RunState::Done { at } => format!("Done at {at}: {so_far}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::ItemState;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_767_225_600_000);

    fn run(state: RunState) -> Activation {
        Activation {
            id: ActivationId::new(NOW, [1; 10]),
            payer: AccountId::parse("100000000001").unwrap(),
            permit: PermitId::new(NOW, [2; 10]),
            member_role: RoleName::parse("OrganizationAccountAccessRole").unwrap(),
            accounts: 20,
            begun_by: "ada@example.com".to_owned(),
            begun_at: NOW,
            state,
        }
    }

    fn counts(queued: u32, under_way: u32, done: u32) -> Counts {
        Counts {
            queued,
            under_way,
            done,
            ..Counts::default()
        }
    }

    #[test]
    fn eight_at_once_and_none_after_a_stop() {
        let mut one = run(RunState::Waiting);
        assert_eq!(one.room(counts(20, 0, 0)), 0);
        assert!(one.permitted() && !one.permitted());
        assert_eq!(one.room(counts(20, 0, 0)), AT_ONCE);
        assert_eq!(one.room(counts(12, 8, 0)), 0);
        assert_eq!(one.room(counts(2, 5, 13)), 2);
        assert!(one.stop("ada@example.com", counts(12, 8, 0), NOW));
        assert_eq!(one.room(counts(12, 0, 8)), 0);
        assert!(!one.settle(counts(12, 1, 7), NOW));
        assert!(one.settle(counts(12, 0, 8), NOW));
        assert!(!one.is_live() && !one.settle(counts(12, 0, 8), NOW));
    }

    #[test]
    fn it_is_done_when_nothing_is_left_and_says_so() {
        let mut one = run(RunState::Running);
        assert!(!one.settle(counts(1, 0, 19), NOW));
        assert!(one.settle(counts(0, 0, 20), NOW));
        assert_eq!(
            one.summary(counts(0, 0, 20)),
            "Done at 2026-01-01T00:00:00Z: 20 activated, 0 failed, 0 skipped."
        );
        let mut waiting = run(RunState::Waiting);
        assert!(waiting.stop("ada@example.com", counts(20, 0, 0), NOW));
        assert!(
            matches!(waiting.state, RunState::Stopped { .. }),
            "nothing was under way"
        );
    }

    #[test]
    fn states_are_counted_by_their_names() {
        let counted = ItemState::NAMES.map(|name| (name, 1));
        let all = Counts::of(counted);
        assert_eq!((all.queued, all.under_way, all.done), (1, 3, 1));
        assert_eq!((all.failed, all.skipped), (1, 1));
    }
}
