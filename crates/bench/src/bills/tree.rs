//! A program and the processes that it starts: how long they took, and the most memory they held.

use std::time::Duration;

use tokio::{
    process::{Child, Command},
    time::{Instant, sleep},
};

use crate::{Result, proc::Process};

/// Between two looks at the memory.
const LOOK: Duration = Duration::from_millis(20);

pub struct Run {
    pub wall: Duration,
    /// Processor time of all of them.
    pub cpu: Duration,
    /// The most that all of them held at one time, in bytes; pages that they share count for each.
    pub peak: u64,
}

/// Runs it to its end. Its standard output goes to `out`.
pub async fn run(command: &mut Command, out: &std::path::Path) -> Result<Run> {
    let begun = Instant::now();
    let before = Process::This.waited_cpu()?;
    let mut child = command.stdout(std::fs::File::create(out)?).spawn()?;
    let mut peak = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            let wall = begun.elapsed();
            let cpu = Process::This.waited_cpu()?.saturating_sub(before);
            return match status.success() {
                true => Ok(Run { wall, cpu, peak }),
                false => Err(format!("{command:?}: {status}").into()),
            };
        }
        peak = peak.max(held(&child));
        sleep(LOOK).await;
    }
}

fn held(child: &Child) -> u64 {
    // One that has ended has no number any more.
    let mut pids: Vec<u32> = child.id().into_iter().collect();
    pids.extend(child.id().into_iter().flat_map(children));
    let held = pids.into_iter().map(Process::Other);
    // One that has just ended holds nothing.
    held.filter_map(|process| process.resident().ok()).sum()
}

/// The processes that any of its threads started.
fn children(pid: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task"));
    let mut found = Vec::new();
    for thread in threads.into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(thread.path().join("children"));
        let text = text.unwrap_or_default();
        found.extend(
            text.split_whitespace()
                .filter_map(|pid| pid.parse::<u32>().ok()),
        );
    }
    found
}
