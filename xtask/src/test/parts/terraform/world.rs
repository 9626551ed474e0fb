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
    tools::python,
};

/// What the server is beside its AWS identity.
const ISSUER: &str = "https://landfast.example.com";

pub struct World {
    pub shell: Shell,
    /// Where the module is, as it is in the tree.
    pub module: PathBuf,
    /// Where folders for Terraform are made.
    pub folder: PathBuf,
    pub url: String,
    pub token: String,
    pub simulator: Simulator,
    layout: Layout,
    _server: Service,
}

impl World {
    /// `module`: a copy of it. `folder` is the world's own.
    pub fn start(shell: &Shell, module: &Path, folder: &Path) -> Result<Self> {
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
            module: module.to_path_buf(),
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

    /// Lets StackSets into the accounts of the organization, as its owner does once.
    pub fn activate_stack_sets(&self) -> Result<()> {
        let script = "import boto3; boto3.client('cloudformation').activate_organizations_access()";
        let mut python = self
            .shell
            .command(python::sim_program(&self.shell, "python")?);
        python.args(["-c", script]);
        self.shell
            .run(self.signed_in(&mut python, &self.simulator.ready.payer))
    }

    /// Signed in to the account as its root user.
    pub fn signed_in<'a>(&self, command: &'a mut Command, account: &str) -> &'a mut Command {
        command
            .env("AWS_ENDPOINT_URL", &self.simulator.ready.aws_endpoint)
            .env("AWS_REGION", "us-east-1")
            .env("AWS_DEFAULT_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", account)
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .env("AWS_EC2_METADATA_DISABLED", "true")
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
