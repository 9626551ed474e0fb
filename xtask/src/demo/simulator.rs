//! The simulated AWS, with the world that its profile `demo` describes.

use std::{fs, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    demo::layout::Layout,
    error::{Error, Result},
    service::Service,
    shell::Shell,
    tools::python,
};

const START_LIMIT: Duration = Duration::from_secs(60);
/// Long enough to be seen: stacks take a while, and a new role is not usable at once.
const PACE: [&str; 4] = ["--stack-seconds", "3", "--role-delay-seconds", "8"];

pub struct Simulator {
    pub service: Service,
    pub ready: Ready,
}

/// The simulator's ready file; sim/README.md describes it.
#[derive(Debug, Deserialize)]
pub struct Ready {
    pub aws_endpoint: String,
    pub console_url: String,
    pub home_account: String,
    pub callback_topic: String,
    pub callback_queue: String,
    pub server_credentials: Credentials,
    pub payer: String,
    pub linked: Vec<String>,
    pub standalone: String,
}

/// Keys of the simulation: they open nothing else.
#[derive(Debug, Deserialize, Serialize)]
pub struct Credentials {
    pub access_key_id: String,
    pub secret_access_key: String,
    pub session_token: Option<String>,
}

impl Simulator {
    pub fn start(shell: &Shell, layout: &Layout) -> Result<Self> {
        let file = layout.simulator_ready();
        if file.exists() {
            fs::remove_file(&file).map_err(Error::file("remove", &file))?;
        }
        let mut command = shell.command(python::sim_program(shell, "python")?);
        command.args([
            "-m",
            "landfast_sim",
            "--profile",
            "demo",
            "--port",
            "0",
            "--ready-file",
        ]);
        command.arg(&file).args(PACE);
        let mut service = Service::start("the simulated AWS", &mut command, layout.log("sim"))?;
        let text = service.wait_for(shell, START_LIMIT, || fs::read_to_string(&file).ok())?;
        let ready =
            serde_json::from_str(&text).map_err(Error::json("the simulator's ready file"))?;
        Ok(Self { service, ready })
    }
}

impl Ready {
    /// The bucket that templates are published to; the simulated server role may write there.
    pub fn template_bucket(&self) -> String {
        format!("landfast-templates-{}", self.home_account)
    }
}
