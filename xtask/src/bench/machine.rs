//! What the figures were taken on: enough to compare, nothing that names the machine.

use std::{fmt, fs, thread};

use crate::{
    error::{Error, Result},
    shell::Shell,
};

pub struct Machine {
    cores: usize,
    processor: String,
    /// In GB of 1,000,000,000 bytes.
    memory: String,
    system: String,
    kernel: String,
    compiler: String,
    /// Mean number of processes that ran or wanted to, over the minute before.
    load: String,
}

impl Machine {
    pub fn read(shell: &Shell) -> Result<Self> {
        let cores = thread::available_parallelism();
        let compiler = shell.read(shell.command("rustc").arg("--version"))?;
        let system = after(&file("/etc/os-release")?, "PRETTY_NAME=");
        Ok(Self {
            cores: cores.map_err(Error::file("count", "the cores"))?.get(),
            processor: after(&file("/proc/cpuinfo")?, "model name"),
            memory: gigabytes(&after(&file("/proc/meminfo")?, "MemTotal")),
            system: system.trim_matches('"').to_owned(),
            kernel: first_word(&file("/proc/sys/kernel/osrelease")?),
            compiler: compiler.trim().to_owned(),
            load: first_word(&file("/proc/loadavg")?),
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            cores,
            processor,
            memory,
            system,
            kernel,
            compiler,
            load,
        } = self;
        write!(
            f,
            "{cores} cores ({processor}), {memory} of memory, {system} (Linux {kernel}), \
             {compiler}; load of the minute before: {load}"
        )
    }
}

fn file(path: &str) -> Result<String> {
    fs::read_to_string(path).map_err(Error::file("read", path))
}

/// The rest of the first line that begins with `name`, without the colon or blanks before it.
fn after(text: &str, name: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let value = line.unwrap_or("unknown");
    value.trim_start_matches([' ', '\t', ':']).trim().to_owned()
}

fn first_word(text: &str) -> String {
    text.split_whitespace()
        .next()
        .unwrap_or("unknown")
        .to_owned()
}

/// `MemTotal` is in units of 1,024 bytes.
fn gigabytes(kib: &str) -> String {
    let kib = kib.trim_end_matches("kB").trim().parse::<u64>();
    kib.map_or_else(
        |_| "an unknown amount".to_owned(),
        |kib| format!("{} GB", (kib * 1024 + 500_000_000) / 1_000_000_000),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_kernel() {
        let cpu = "processor\t: 0\nmodel name\t: A Processor\nmodel name\t: B\n";
        assert_eq!(after(cpu, "model name"), "A Processor");
        assert_eq!(after("", "model name"), "unknown");
        assert_eq!(first_word("0.42 0.10 0.01 1/200 77\n"), "0.42");
        assert_eq!(gigabytes("8000000 kB"), "8 GB");
        assert_eq!(gigabytes("much"), "an unknown amount");
    }
}
