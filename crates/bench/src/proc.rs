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
        self.times(UTIME)
    }

    /// Processor time of the processes that it started and waited for, and of theirs.
    pub fn waited_cpu(self) -> Result<Duration> {
        self.times(CUTIME)
    }

    /// The sum of two fields that follow each other.
    fn times(self, first: usize) -> Result<Duration> {
        ticks(&self.file("stat")?, first)
            .map(|ticks| Duration::from_secs(ticks) / TICKS_PER_SECOND)
            .ok_or_else(|| "/proc/PID/stat: expected processor times".into())
    }

    /// `VmRSS`: the memory that it holds now, shared pages included, in bytes.
    pub fn resident(self) -> Result<u64> {
        resident(&self.file("status")?)
            .ok_or_else(|| "/proc/PID/status: expected VmRSS in kB".into())
    }
}

/// The numbers of `utime` and `cutime`; `stime` and `cstime` are the next.
const UTIME: usize = 14;
const CUTIME: usize = 16;

/// The sum of a field and the next. The second field is the program's name in brackets and may hold blanks.
fn ticks(stat: &str, first: usize) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(first.checked_sub(3)?);
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
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 900 0 0 0 123 45 6 1 20 0 9 0 5000";
        assert_eq!(ticks(stat, UTIME), Some(168));
        assert_eq!(ticks(stat, CUTIME), Some(7));
        assert_eq!(ticks("7 (cut", UTIME), None);
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
