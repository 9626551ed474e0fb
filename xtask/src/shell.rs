//! Running programs: from the root of the tree, in a clean environment, stoppable.

use std::{
    env,
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    io::{Seek, SeekFrom},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

use crate::{
    error::{Error, Result},
    group::Group,
    interrupt::Interrupt,
    root::Root,
};

const POLL: Duration = Duration::from_millis(40);

/// Where a program's words go.
#[derive(Debug, Clone)]
pub enum Output {
    Terminal,
    /// Appended to this file.
    Log(PathBuf),
}

#[derive(Debug, Clone)]
pub struct Shell {
    pub root: Root,
    pub interrupt: Interrupt,
    output: Output,
}

impl Shell {
    pub fn new(root: Root, interrupt: Interrupt) -> Self {
        Self {
            root,
            interrupt,
            output: Output::Terminal,
        }
    }

    /// The same shell with its output elsewhere.
    pub fn with_output(&self, output: Output) -> Self {
        Self {
            output,
            ..self.clone()
        }
    }

    /// A command at the root of the tree, in the environment of [`is_foreign`] removed.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.root.path()).stdin(Stdio::null());
        clean(&mut command);
        command
    }

    /// As [`Self::command`], with a first word for the folder to run it in.
    pub fn command_in(&self, folder: &str, program: impl AsRef<OsStr>) -> Command {
        let mut command = self.command(program);
        command.current_dir(self.root.join(folder));
        command
    }

    /// Runs to the end; an error unless it ended well. The children are a process group of their
    /// own, which is ended when somebody asks xtask to stop.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        let log = self.redirect(command)?;
        command.process_group(0);
        let mut child = start(command)?;
        let status = self.wait(&mut child, &shown(command))?;
        if status.success() {
            return Ok(());
        }
        let output = log
            .map(|(path, from)| tail_from(&path, from))
            .unwrap_or_default();
        Err(Error::Failed {
            command: shown(command),
            status,
            output,
        })
    }

    /// Runs a short command to the end and gives its standard output.
    pub fn read(&self, command: &mut Command) -> Result<String> {
        let output = command.output().map_err(|source| Error::Start {
            command: shown(command),
            source,
        })?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(text);
        }
        let said = format!("{text}{}", String::from_utf8_lossy(&output.stderr));
        Err(Error::Failed {
            command: shown(command),
            status: output.status,
            output: said,
        })
    }

    /// Whether the program is there and says its version.
    pub fn has(&self, program: &str, args: &[&str]) -> bool {
        self.read(self.command(program).args(args)).is_ok()
    }

    /// A line for the person who reads along: into the log, or on the terminal.
    pub fn note(&self, line: &str) -> Result<()> {
        match &self.output {
            Output::Terminal => crate::say(line),
            Output::Log(path) => {
                let mut text = fs::read_to_string(path).unwrap_or_default();
                text.push_str(line);
                text.push('\n');
                fs::write(path, text).map_err(Error::file("write", path))?;
            }
        }
        Ok(())
    }

    fn redirect(&self, command: &mut Command) -> Result<Option<(PathBuf, u64)>> {
        let Output::Log(path) = &self.output else {
            return Ok(None);
        };
        self.note(&format!("$ {}", shown(command)))?;
        let mut log = append(path)?;
        let from = log
            .seek(SeekFrom::End(0))
            .map_err(Error::file("read", path))?;
        let same = log.try_clone().map_err(Error::file("open", path))?;
        command.stdout(log).stderr(same).env("NO_COLOR", "1");
        Ok(Some((path.clone(), from)))
    }

    fn wait(&self, child: &mut Child, command: &str) -> Result<ExitStatus> {
        loop {
            let ended = child.try_wait().map_err(|source| Error::Start {
                command: command.to_owned(),
                source,
            })?;
            if let Some(status) = ended {
                return Ok(status);
            }
            if self.interrupt.asked() {
                Group::of(child).stop(child);
                return Err(Error::Interrupted);
            }
            pause(POLL);
        }
    }
}

pub fn start(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|source| Error::Start {
        command: shown(command),
        source,
    })
}

/// The command as one would type it; for messages only.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn append(path: &Path) -> Result<File> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .map_err(Error::file("open the log", path))
}

/// The last lines of a text, for a message.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().collect();
    let from = lines.len().saturating_sub(count);
    lines.get(from..).unwrap_or_default().join("\n")
}

#[expect(clippy::disallowed_methods, reason = "xtask has no runtime to block")]
pub fn pause(span: Duration) {
    thread::sleep(span);
}

fn tail_from(path: &Path, from: u64) -> String {
    let bytes = fs::read(path).unwrap_or_default();
    let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
    let said = String::from_utf8_lossy(bytes.get(from..).unwrap_or_default()).into_owned();
    last_lines(&said, 100)
}

#[expect(
    clippy::disallowed_methods,
    reason = "reads the names only, to take them out"
)]
fn clean(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if is_foreign(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command
        .env("NO_PROXY", "127.0.0.1,localhost")
        .env("no_proxy", "127.0.0.1,localhost");
}

/// Variables of the person's own surroundings that must not reach what we start:
/// - `AWS_*`: neither tests nor the demo may ever reach a real account;
/// - `DATABASE_URL`: query macros of a dependency would connect to it while they compile;
/// - `LANDFAST_*`: settings of a server that runs elsewhere;
/// - what cargo set for xtask, which would make it rebuild crates that look at it.
fn is_foreign(name: &str) -> bool {
    const PREFIXES: [&str; 5] = [
        "AWS_",
        "LANDFAST_",
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
    ];
    const NAMES: [&str; 4] = [
        "DATABASE_URL",
        "OUT_DIR",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
    ];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(output: Output) -> Shell {
        let root = Root::find().unwrap();
        Shell::new(root, Interrupt::default()).with_output(output)
    }

    #[test]
    fn a_failure_carries_what_this_command_said_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let shell = shell(Output::Log(folder.path().join("log")));
        shell
            .run(shell.command("sh").args(["-c", "echo before"]))
            .unwrap();
        let error = shell
            .run(shell.command("sh").args(["-c", "echo bad >&2; exit 3"]))
            .unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("exit status: 3") && text.contains("bad"),
            "{text}"
        );
        assert!(!text.contains("before"), "{text}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let shell = shell(Output::Terminal);
        let error = shell
            .read(&mut shell.command("no-such-program-here"))
            .unwrap_err();
        assert!(error.to_string().contains("no-such-program-here"));
    }

    #[test]
    fn an_interrupt_ends_the_whole_group() {
        let interrupt = Interrupt::listen().unwrap();
        let shell = Shell::new(Root::find().unwrap(), interrupt);
        let mut command = shell.command("sh");
        command.args(["-c", "kill -TERM $PPID; sleep 600 & wait"]);
        assert!(matches!(shell.run(&mut command), Err(Error::Interrupted)));
    }

    #[test]
    fn the_cloud_of_the_person_is_out_of_reach() {
        for name in [
            "AWS_PROFILE",
            "AWS_SESSION_TOKEN",
            "DATABASE_URL",
            "CARGO_PKG_NAME",
        ] {
            assert!(is_foreign(name), "{name}");
        }
        for name in ["PATH", "HOME", "CARGO_HOME", "RUSTUP_TOOLCHAIN", "CI"] {
            assert!(!is_foreign(name), "{name}");
        }
    }

    #[test]
    fn last_lines_of_short_and_long_texts() {
        assert_eq!(last_lines("a\nb\nc", 2), "b\nc");
        assert_eq!(last_lines("a", 2), "a");
        assert_eq!(last_lines("", 2), "");
    }
}
