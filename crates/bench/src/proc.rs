//! What the kernel says of a process (proc(5)).

use std::time::Duration;

use crate::Result;

/// `USER_HZ`: the unit of processor times in `/proc`. Part of the kernel's interface: 100 a second
/// on every machine that the product is built for, whatever the kernel's own tick is.
const TICKS_PER_SECOND: u32 = 100;

/// Which process.
#[derive(Debug, Clone, Copy)]
pub enum Process {
    This,
    Other(u32),
}

impl Process {
    fn file(self, name: &str) -> Result<String> {
        let path = match self {
            Self::This => format!("/proc/self/{name}"),
            Self::Other(pid) => format!("/proc/{pid}/{name}"),
        };
        std::fs::read_to_string(&path)
            .map_err(|why| format!("{path} could not be read: {why}").into())
    }

    /// Processor time of all its threads so far, in the program and in the kernel. In steps of 10 ms.
    pub fn cpu(self) -> Result<Duration> {
        ticks(&self.file("stat")?)
            .map(|ticks| Duration::from_secs(ticks) / TICKS_PER_SECOND)
            .ok_or_else(|| "/proc/PID/stat: expected utime and stime".into())
    }

    /// `VmRSS`: the memory that it holds now, shared pages included, in bytes.
    pub fn resident(self) -> Result<u64> {
        resident(&self.file("status")?)
            .ok_or_else(|| "/proc/PID/status: expected VmRSS in kB".into())
    }
}

/// Fields 14 and 15. The second field is the program's name in brackets and may hold blanks.
fn ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u64>().ok();
    Some(next()? + next()?)
}

fn resident(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_blanks_and_brackets_moves_no_field() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 900 0 0 0 123 45 0 0 20 0 9 0 5000";
        assert_eq!(ticks(stat), Some(168));
        assert_eq!(ticks("7 (cut"), None);
    }

    #[test]
    fn kib_are_1024_bytes() {
        let status = "Name:\tx\nVmHWM:\t  9000 kB\nVmRSS:\t   1000 kB\n";
        assert_eq!(resident(status), Some(1_024_000));
        assert_eq!(resident("Name:\tx\n"), None);
    }

    #[test]
    fn this_process_has_both() {
        assert!(Process::This.resident().unwrap() > 100_000);
        Process::This.cpu().unwrap();
    }
}
