//! What kept a bill from being read, for people.

use landfast_domain::check::Seen;

/// Why something is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Halt {
    /// Something is wrong with what was delivered, or with the rights to read it: trying again by
    /// itself would not help.
    Bad(String),
    /// It is tried again by itself.
    Weather(String),
}

/// What was asked for, or why AWS did not give it. `what` completes "could not …".
pub(super) fn given<T>(what: &str, seen: Seen<T>) -> Result<T, Halt> {
    match seen {
        Seen::Yes(value) => Ok(value),
        Seen::No(denial) => Err(Halt::Bad(format!(
            "Landfast could not {what}: AWS refused ({}). Check the billing export of the account; its findings say what is missing.",
            denial.code
        ))),
        Seen::Trouble(trouble) => Err(Halt::Weather(format!(
            "Landfast could not {what}: {}",
            trouble.detail
        ))),
    }
}
