//! The program under measurement.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    process::Stdio,
    time::Duration,
};

use http::StatusCode;
use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};

use crate::{Result, http::Connection, proc::Process};

const HEALTH: &str = "/api/v1/health";
const POLL: Duration = Duration::from_millis(1);
const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(60);

/// `landfast serve` on loopback; killed when dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    pub process: Process,
    /// From just before it was started until its first 200.
    pub ready_after: Duration,
}

impl Server {
    /// Starts it over the database in `data` and waits until its health check says 200.
    pub async fn start(landfast: &Path, data: &Path) -> Result<Self> {
        let address = free_address()?;
        let log = data.join("serve.log");
        let mut command = command(landfast, data, address);
        command.stderr(std::fs::File::create(&log)?);
        let started = Instant::now();
        let mut child = command.spawn()?;
        while !is_healthy(address).await {
            if let Some(status) = child.try_wait()? {
                return Err(format!("landfast serve: {status}\n{}", said(&log)).into());
            }
            if started.elapsed() > START_LIMIT {
                let limit = START_LIMIT.as_secs();
                return Err(
                    format!("landfast serve: not ready after {limit} s\n{}", said(&log)).into(),
                );
            }
            sleep(POLL).await;
        }
        let ready_after = started.elapsed();
        let process = Process::Other(child.id().ok_or("landfast serve: ended at once")?);
        Ok(Self {
            child,
            address,
            process,
            ready_after,
        })
    }

    /// Asks it to end and waits until it has: the next one must find a database that was closed.
    pub async fn stop(mut self) -> Result<()> {
        let pid = self
            .child
            .id()
            .and_then(|id| Pid::from_raw(id.try_into().ok()?));
        kill_process(pid.ok_or("landfast serve: ended by itself")?, Signal::TERM)?;
        let status = timeout(STOP_LIMIT, self.child.wait()).await??;
        if status.success() {
            return Ok(());
        }
        Err(format!("landfast serve: ended with {status} after SIGTERM").into())
    }
}

/// Nothing of the person's environment, and no way to AWS.
fn command(landfast: &Path, data: &Path, address: SocketAddr) -> Command {
    let mut command = Command::new(landfast);
    command
        .arg("serve")
        .arg("--listen")
        .arg(address.to_string())
        .arg("--data-dir")
        .arg(data)
        .env_clear()
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true);
    command
}

async fn is_healthy(address: SocketAddr) -> bool {
    let Ok(mut connection) = Connection::open(address).await else {
        return false;
    };
    let answer = connection.get(HEALTH, None).await;
    answer.is_ok_and(|(status, _)| status == StatusCode::OK)
}

/// A port that was free a moment ago.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

fn said(log: &Path) -> String {
    std::fs::read_to_string(log).unwrap_or_default()
}
