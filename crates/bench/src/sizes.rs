use std::time::Duration;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Starts of each database.
    pub starts: usize,
    /// How long a server is left alone before its memory is read.
    pub idle: Duration,
    /// Accounts of the large database.
    pub accounts: usize,
    /// How long each load lasts.
    pub load: Duration,
    /// Accounts that are checked as fast as the machine can.
    pub checked: usize,
    /// Accounts that are checked at [`Sizes::rate`].
    pub paced: usize,
    /// Calls of `sts:AssumeRole` a second that are let through; what `landfast serve` has by default.
    pub rate: u32,
    /// Linked accounts of the large organization.
    pub linked: usize,
    /// Lines of the bill.
    pub lines: u64,
    /// How often each question about it is asked.
    pub asked: usize,
}

impl Sizes {
    pub const fn of(quick: bool) -> Self {
        if quick { Self::QUICK } else { Self::WHOLE }
    }

    const WHOLE: Self = Self {
        starts: 20,
        idle: Duration::from_secs(5),
        accounts: 10_000,
        load: Duration::from_secs(10),
        checked: 1_000,
        paced: 200,
        rate: 50,
        linked: 5_000,
        lines: 5_000_000,
        asked: 20,
    };

    const QUICK: Self = Self {
        starts: 2,
        idle: Duration::from_millis(100),
        accounts: 120,
        load: Duration::from_millis(100),
        checked: 20,
        paced: 20,
        rate: 50,
        linked: 60,
        lines: 5_000,
        asked: 2,
    };
}
