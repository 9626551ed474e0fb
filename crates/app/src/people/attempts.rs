use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use landfast_domain::Timestamp;

use crate::{
    error::{Error, Result},
    problem::ProblemCode,
};

const ALLOWED: u32 = 10;
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Above it the oldest are forgotten, so that a flood of names cannot fill the memory.
const REMEMBERED: usize = 10_000;

/// Failed sign-ins by e-mail address, in memory: a restart forgets them, which costs an attacker more
/// than it gives.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    failed: Mutex<HashMap<String, (u32, Timestamp)>>,
}

impl Attempts {
    /// # Errors
    /// `too_many_attempts` after ten failures within a quarter of an hour.
    pub fn allowed(&self, who: &str, now: Timestamp) -> Result<()> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        match failed.get(who) {
            Some((count, since)) if *count >= ALLOWED && now.since(*since) < WINDOW => {
                let wait = WINDOW.saturating_sub(now.since(*since));
                let minutes = wait.as_secs().div_ceil(60);
                Err(Error::new(
                    ProblemCode::TooManyAttempts,
                    "Too many sign-ins with this address have failed.",
                )
                .hint(format!("Wait {minutes} minutes."))
                .retry_after(wait))
            }
            _ => Ok(()),
        }
    }

    pub fn failed(&self, who: &str, now: Timestamp) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.retain(|_, (_, since)| now.since(*since) < WINDOW);
        if failed.len() >= REMEMBERED
            && !failed.contains_key(who)
            && let Some(oldest) = failed
                .iter()
                .min_by_key(|(_, (_, since))| *since)
                .map(|(name, _)| name.clone())
        {
            failed.remove(&oldest);
        }
        failed.entry(who.to_owned()).or_insert((0, now)).0 += 1;
    }

    pub fn succeeded(&self, who: &str) {
        self.failed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_close_the_door_for_a_quarter_of_an_hour() {
        let (attempts, start) = (Attempts::default(), Timestamp::from_unix_ms(0));
        for _ in 0..ALLOWED {
            assert!(attempts.allowed("ada", start).is_ok());
            attempts.failed("ada", start);
        }
        assert!(attempts.allowed("ada", start).is_err());
        assert!(attempts.allowed("bob", start).is_ok());
        let later = start.plus(Duration::from_secs(1));
        for n in 0..REMEMBERED - 1 {
            attempts.failed(&format!("flood {n}"), later);
        }
        assert!(
            attempts.allowed("ada", later).is_err(),
            "a flood of names opens no door"
        );
        assert!(attempts.allowed("ada", start.plus(WINDOW)).is_ok());
    }
}
