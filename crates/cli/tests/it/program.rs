use std::{
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread::JoinHandle,
};

pub const PASSWORD: &str = "canary password Zx81";

/// `landfast` in an environment that holds nothing but what is given.
pub fn landfast(args: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landfast"));
    command
        .env_clear()
        .args(args)
        .envs(environment.iter().copied());
    command
}

/// Runs it to its end, with `input` on standard input.
pub fn run(args: &[&str], environment: &[(&str, &str)], input: &str) -> Output {
    let mut child = landfast(args, environment)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server with an operator and a token, over a data folder.
pub struct Server {
    child: Child,
    log: JoinHandle<String>,
    pub url: String,
    pub token: String,
    pub data: PathBuf,
}

impl Server {
    pub fn start(data: &Path, environment: &[(&str, &str)]) -> Self {
        let folder = data.to_str().unwrap();
        let place = [
            "--data-dir",
            folder,
            "--workspace",
            "demo",
            "--email",
            "ada@example.com",
        ];
        let user = [&["user", "create"], &place[..], &["--password-stdin"]].concat();
        assert!(run(&user, &[], &format!("{PASSWORD}\n")).status.success());
        let token = [
            &["token", "create"],
            &place[..],
            &["--name", "t", "--role", "operator"],
        ]
        .concat();
        let token = text(&run(&token, &[], "").stdout).trim().to_owned();
        let serve = [
            "serve",
            "--data-dir",
            folder,
            "--listen",
            "127.0.0.1:0",
            "--template-bucket",
            "b",
        ];
        let mut child = landfast(&serve, environment)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut written = String::new();
        let url = loop {
            let mut line = String::new();
            assert!(
                lines.read_line(&mut line).unwrap() > 0,
                "the server ended early: {written}"
            );
            written.push_str(&line);
            if let Some((_, url)) = line.split_once(" is at ") {
                break url.trim().to_owned();
            }
        };
        let log = std::thread::spawn(move || {
            lines.read_to_string(&mut written).unwrap();
            written
        });
        Self {
            child,
            log,
            url,
            token,
            data: data.to_owned(),
        }
    }

    /// Runs a command against this server.
    pub fn ask(&self, args: &[&str]) -> Output {
        self.tell(args, "")
    }

    /// The same with something on standard input.
    pub fn tell(&self, args: &[&str], input: &str) -> Output {
        run(
            args,
            &[
                ("LANDFAST_SERVER", &self.url),
                ("LANDFAST_TOKEN", &self.token),
            ],
            input,
        )
    }

    /// Stops it as an operator would, and gives everything it has written.
    pub fn stop(mut self) -> String {
        let stopped = Command::new("sh")
            .args(["-c", &format!("kill {}", self.child.id())])
            .status();
        assert!(stopped.unwrap().success());
        assert!(
            self.child.wait().unwrap().success(),
            "a server that is told to stop ends well"
        );
        self.log.join().unwrap()
    }
}
