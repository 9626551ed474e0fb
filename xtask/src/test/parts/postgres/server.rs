//! A PostgreSQL of our own: fresh files, a free port on loopback, a password, gone afterwards.

use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use rustix::process::{Signal, geteuid};
use tempfile::TempDir;

use crate::{
    error::{Error, Result},
    network,
    secret::random_text,
    service::Service,
    shell::Shell,
    tools::system,
};

const USER: &str = "landfast";
/// An empty database would do, but initdb makes this one.
const DATABASE: &str = "postgres";
const START_LIMIT: Duration = Duration::from_secs(60);

/// Nothing here has to survive a power cut; `log_connections` is how [`Server::was_used`] knows.
const SETTINGS: [&str; 7] = [
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "log_connections=on",
    "log_destination=stderr",
];

pub struct Server {
    port: u16,
    password: String,
    // Dropped in this order: the program first, then its files.
    service: Service,
    _files: TempDir,
}

impl Server {
    pub fn start(shell: &Shell) -> Result<Self> {
        let programs = system::postgres_programs(shell)?;
        let owner = Owner::choose()?;
        let files =
            TempDir::with_prefix("landfast-postgres-").map_err(Error::file("make", "a folder"))?;
        owner.give(files.path(), 0o700)?;
        let password = random_text()?;
        let data = init(shell, &programs, &owner, files.path(), &password)?;
        let port = network::free_port()?;
        let mut command = shell.command(programs.join("postgres"));
        command.current_dir(files.path()).arg("-D").arg(&data);
        command
            .arg("-p")
            .arg(port.to_string())
            .arg("-k")
            .arg(files.path());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        owner.run_as(&mut command);
        let log = shell.root.scratch().join("postgres-server.log");
        // SIGINT is PostgreSQL's "fast shutdown"; SIGTERM would wait for the last client to leave.
        let mut service = Service::start("PostgreSQL", &mut command, log)?.stopped_by(Signal::INT);
        service.wait_for_words(shell, START_LIMIT, "ready to accept connections")?;
        Ok(Self {
            port,
            password,
            service,
            _files: files,
        })
    }

    pub fn url(&self) -> String {
        let Self { port, password, .. } = self;
        format!("postgres://{USER}:{password}@127.0.0.1:{port}/{DATABASE}")
    }

    /// Whether anybody signed in.
    pub fn was_used(&self) -> bool {
        self.service
            .said()
            .contains(&format!("connection authorized: user={USER}"))
    }
}

fn init(
    shell: &Shell,
    programs: &Path,
    owner: &Owner,
    folder: &Path,
    password: &str,
) -> Result<PathBuf> {
    let (data, secret) = (folder.join("data"), folder.join("password"));
    fs::write(&secret, password).map_err(Error::file("write", &secret))?;
    owner.give(&secret, 0o600)?;
    let mut command = shell.command(programs.join("initdb"));
    command
        .current_dir(folder)
        .arg("-D")
        .arg(&data)
        .arg("--pwfile")
        .arg(&secret);
    command.args([
        "--username",
        USER,
        "--auth",
        "scram-sha-256",
        "--encoding",
        "UTF8",
    ]);
    command.args(["--locale", "C", "--no-sync"]);
    owner.run_as(&mut command);
    shell.run(&mut command)?;
    Ok(data)
}

/// PostgreSQL refuses to run as root: then it runs as a user that has nothing to lose.
enum Owner {
    Ourselves,
    Other { user: u32, group: u32 },
}

impl Owner {
    fn choose() -> Result<Self> {
        if !geteuid().is_root() {
            return Ok(Self::Ourselves);
        }
        let file = "/etc/passwd";
        let users = fs::read_to_string(file).map_err(Error::file("read", file))?;
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| ids(&users, name))
            .map(|(user, group)| Self::Other { user, group })
            .ok_or_else(|| {
                Error::missing("the user postgres or nobody", "useradd --system postgres")
            })
    }

    fn give(&self, path: &Path, mode: u32) -> Result<()> {
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
            .map_err(Error::file("set the mode of", path))?;
        let Self::Other { user, group } = self else {
            return Ok(());
        };
        chown(path, Some(*user), Some(*group)).map_err(Error::file("give away", path))
    }

    fn run_as(&self, command: &mut Command) {
        if let Self::Other { user, group } = self {
            command.uid(*user).gid(*group);
        }
    }
}

/// User and group number of a name in the text of `/etc/passwd`.
fn ids(users: &str, name: &str) -> Option<(u32, u32)> {
    let mut fields = users
        .lines()
        .map(|line| line.split(':'))
        .find_map(|mut fields| (fields.next() == Some(name)).then_some(fields))?;
    let user = fields.nth(1)?.parse().ok()?;
    Some((user, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_user() {
        let users = "root:x:0:0:root:/:/bin/sh\npostgres:x:101:104::/var/lib:/bin/sh\n";
        assert_eq!(ids(users, "postgres"), Some((101, 104)));
        assert_eq!(ids(users, "nobody"), None);
    }
}
