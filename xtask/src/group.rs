//! A child and everything it started, ended together.

use std::{
    process::Child,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

use crate::shell::pause;

const POLITE: Duration = Duration::from_secs(10);

/// A process group that [`std::os::unix::process::CommandExt::process_group`] made, led by a child
/// of ours.
#[derive(Debug, Clone, Copy)]
pub struct Group(Option<Pid>);

impl Group {
    pub fn of(child: &Child) -> Self {
        Self(i32::try_from(child.id()).ok().and_then(Pid::from_raw))
    }

    /// Asks by SIGTERM, insists after ten seconds, and waits until the child is gone. Members that
    /// outlive their leader are ended too.
    pub fn stop(self, child: &mut Child) {
        self.stop_by(Signal::TERM, child);
    }

    /// As [`Self::stop`] with another first signal.
    pub fn stop_by(self, signal: Signal, child: &mut Child) {
        self.send(signal);
        let deadline = now() + POLITE;
        while self.is_alive(child) && now() < deadline {
            pause(Duration::from_millis(20));
        }
        if self.is_alive(child) {
            self.send(Signal::KILL);
        }
        // The error would be that the child has been waited for already.
        let _ended = child.wait();
    }

    fn is_alive(self, child: &mut Child) -> bool {
        let leader = matches!(child.try_wait(), Ok(None));
        leader
            || self
                .0
                .is_some_and(|group| test_kill_process_group(group).is_ok())
    }

    fn send(self, signal: Signal) {
        if let Some(group) = self.0 {
            // The error would be that nobody is left in the group.
            let _sent = kill_process_group(group, signal);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "waits for real processes")]
pub fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use std::{os::unix::process::CommandExt, process::Command};

    use super::*;

    #[test]
    fn a_grandchild_ends_with_its_group() {
        let mut child = Command::new("sh")
            .args(["-c", "sleep 600 & wait"])
            .process_group(0)
            .spawn()
            .unwrap();
        let group = Group::of(&child);
        group.stop(&mut child);
        assert!(test_kill_process_group(group.0.unwrap()).is_err());
    }
}
