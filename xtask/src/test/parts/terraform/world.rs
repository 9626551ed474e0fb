//! A simulated AWS and a Landfast, for this part alone.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

use crate::{
    demo::{layout::Layout, operator, server, simulator::Simulator},
    error::{Error, Result},
    network,
    service::Service,
    shell::{Shell, shown},
};

/// What the server is beside its AWS identity.
const ISSUER: &str = "https://landfast.example.com";

pub struct World {
    pub shell: Shell,
    pub folder: PathBuf,
    pub url: String,
    pub token: String,
    pub simulator: Simulator,
    layout: Layout,
    _server: Service,
}

impl World {
    pub fn start(shell: &Shell, folder: &Path) -> Result<Self> {
        let layout = Layout::new(folder.join("world"));
        let _made = layout.open(true)?;
        let simulator = Simulator::start(shell, &layout)?;
        let sign_in = operator::ensure(shell, &layout, None)?;
        let port = network::free_port()?;
        let server = server::start(
            shell,
            &layout,
            &simulator.ready,
            port,
            &["--issuer", ISSUER],
        )?;
        let world = Self {
            shell: shell.clone(),
            folder: folder.to_path_buf(),
            url: format!("http://127.0.0.1:{port}"),
            token: sign_in.token,
            simulator,
            layout,
            _server: server,
        };
        world.admin(
            "/_sim/settings",
            &json!({ "role_delay_seconds": 0, "stack_seconds": 0 }),
        )?;
        // AWS reads the issuer's documents as if the server were on the internet under that name.
        let documents = json!({ "issuer": ISSUER, "fetch_from": world.url });
        world.admin("/_sim/oidc-issuers", &documents)?;
        Ok(world)
    }

    /// A linked account of the simulated organization; each scene takes its own.
    pub fn account(&self, number: usize) -> Result<&str> {
        let account = self.simulator.ready.linked.get(number).map(String::as_str);
        account.ok_or_else(|| {
            Error::Refused(format!("the simulated AWS has no linked account {number}"))
        })
    }

    /// `landfast account …`, as its JSON.
    pub fn landfast(&self, words: &[&str]) -> Result<Value> {
        let mut command = self.client();
        command.arg("account").args(words);
        let said = self.shell.read(&mut command)?;
        serde_json::from_str(&said).map_err(Error::json(shown(&command)))
    }

    fn client(&self) -> Command {
        let mut command = self.shell.command(self.shell.root.landfast());
        command.args(["--server", &self.url, "--output", "json"]);
        command.env("LANDFAST_TOKEN", &self.token);
        command
    }

    /// A fault, or another setting of the simulated AWS.
    pub fn admin(&self, path: &str, body: &Value) -> Result<()> {
        let port = self.simulator.ready.aws_endpoint.rsplit(':').next();
        let port = port.and_then(|text| text.parse().ok()).unwrap_or_default();
        let status = network::post(port, path, &body.to_string());
        match status.map_err(Error::file("ask", path))? {
            200..300 => Ok(()),
            other => Err(Error::Refused(format!("POST {path}: HTTP {other}"))),
        }
    }

    /// A token that is not valid, and looks as if it were.
    pub fn false_token(&self) -> Result<String> {
        let token = operator::new_token(&self.shell, &self.layout, operator::EMAIL)?;
        // The last letter is of the secret part: another one was never handed out.
        let end = if token.ends_with('a') { "b" } else { "a" };
        Ok(token
            .get(..token.len().saturating_sub(1))
            .unwrap_or_default()
            .to_owned()
            + end)
    }
}
