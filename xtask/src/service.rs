//! A program that runs beside xtask until it is stopped: the simulator, a server, a database.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command},
    time::Duration,
};

use rustix::process::Signal;

use crate::{
    error::{Error, Result},
    group::{Group, now},
    shell::{Shell, append, last_lines, pause, start},
};

const POLL: Duration = Duration::from_millis(50);

/// Stopped when dropped, with all that it started: also when a task fails or panics.
#[derive(Debug)]
pub struct Service {
    name: &'static str,
    child: Child,
    log: PathBuf,
    stop_signal: Signal,
}

impl Service {
    /// Starts `command`; its output goes to `log`, which starts empty.
    pub fn start(name: &'static str, command: &mut Command, log: PathBuf) -> Result<Self> {
        fs::write(&log, "").map_err(Error::file("write", &log))?;
        let out = append(&log)?;
        let err = out.try_clone().map_err(Error::file("open", &log))?;
        let child = start(command.stdout(out).stderr(err).process_group(0))?;
        Ok(Self {
            name,
            child,
            log,
            stop_signal: Signal::TERM,
        })
    }

    /// The signal that asks this program to end, where SIGTERM means something slower.
    pub fn stopped_by(mut self, signal: Signal) -> Self {
        self.stop_signal = signal;
        self
    }

    /// An error with the last words of the program when it is no longer running.
    pub fn check(&mut self) -> Result<()> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(self.gone(&status.to_string())),
            Err(source) => Err(Error::Start {
                command: self.name.to_owned(),
                source,
            }),
        }
    }

    /// Waits until `ready` gives something; not longer than `limit`, nor after the program's end.
    pub fn wait_for<T>(
        &mut self,
        shell: &Shell,
        limit: Duration,
        mut ready: impl FnMut() -> Option<T>,
    ) -> Result<T> {
        let deadline = now() + limit;
        loop {
            if let Some(answer) = ready() {
                return Ok(answer);
            }
            self.check()?;
            shell.interrupt.check()?;
            if now() > deadline {
                return Err(self.gone(&format!("not ready after {} s", limit.as_secs())));
            }
            pause(POLL);
        }
    }

    /// Waits until the program has said `words`.
    pub fn wait_for_words(&mut self, shell: &Shell, limit: Duration, words: &str) -> Result<()> {
        let log = self.log.clone();
        self.wait_for(shell, limit, || read(&log).contains(words).then_some(()))
    }

    /// All that the program said so far.
    pub fn said(&self) -> String {
        read(&self.log)
    }

    fn gone(&self, how: &str) -> Error {
        let (name, log) = (self.name, self.log.display());
        let words = last_lines(&self.said(), 30);
        Error::Refused(format!("{name}: {how}; its last words ({log}):\n{words}"))
    }
}

fn read(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Drop for Service {
    fn drop(&mut self) {
        Group::of(&self.child).stop_by(self.stop_signal, &mut self.child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{interrupt::Interrupt, root::Root};

    fn sh(script: &str, log: PathBuf) -> (Shell, Service) {
        let shell = Shell::new(Root::find().unwrap(), Interrupt::default());
        let service =
            Service::start("helper", shell.command("sh").args(["-c", script]), log).unwrap();
        (shell, service)
    }

    #[test]
    fn a_death_is_told_with_the_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let (shell, mut service) = sh("echo no port left; exit 4", folder.path().join("log"));
        let error = service
            .wait_for(&shell, Duration::from_secs(30), || None::<()>)
            .unwrap_err()
            .to_string();
        assert!(error.contains("helper: exit status: 4"), "{error}");
        assert!(error.contains("no port left"), "{error}");
    }

    #[test]
    fn waiting_ends_when_ready() {
        let folder = tempfile::tempdir().unwrap();
        let sign = folder.path().join("sign");
        let script = format!("echo up > {}; sleep 600", sign.display());
        let (shell, mut service) = sh(&script, folder.path().join("log"));
        let read = || {
            fs::read_to_string(&sign)
                .ok()
                .filter(|text| !text.is_empty())
        };
        let text = service
            .wait_for(&shell, Duration::from_secs(30), read)
            .unwrap();
        assert_eq!(text, "up\n");
        service.check().unwrap();
    }
}
