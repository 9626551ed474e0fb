//! `landfast serve` as the demo starts it.

use std::time::Duration;

use crate::{
    demo::{layout::Layout, simulator::Ready},
    error::Result,
    network::get_status,
    service::Service,
    shell::Shell,
};

const START_LIMIT: Duration = Duration::from_secs(60);

/// Answers its health check when this returns. `more`: further arguments.
pub fn start(
    shell: &Shell,
    layout: &Layout,
    world: &Ready,
    port: u16,
    more: &[&str],
) -> Result<Service> {
    let mut command = shell.command(shell.root.landfast());
    command.arg("serve").arg("--data-dir").arg(layout.data());
    command.args(["--listen", &format!("127.0.0.1:{port}")]);
    command.args(["--console-url", &world.console_url]);
    command.args([
        "--template-bucket",
        &world.template_bucket(),
        "--publish-templates",
    ]);
    command.args(["--callback-topic", &world.callback_topic]);
    command.args(["--callback-queue", &world.callback_queue]);
    command.args(["--callback-simulated", &world.aws_endpoint]);
    command.args(more);
    command.envs(identity(world));
    let mut service = Service::start("landfast serve", &mut command, layout.log("landfast"))?;
    let healthy = || (get_status(port, "/api/v1/health", None).ok()? == 200).then_some(());
    service.wait_for(shell, START_LIMIT, healthy)?;
    Ok(service)
}

/// Whether the API takes this token.
pub fn accepts(port: u16, token: &str) -> bool {
    get_status(port, "/api/v1/accounts", Some(token)).is_ok_and(|status| status == 200)
}

/// Landfast's own AWS identity: a role in the simulation, and no way to find another one.
fn identity(world: &Ready) -> Vec<(&'static str, String)> {
    let keys = &world.server_credentials;
    let mut variables = vec![
        ("AWS_ENDPOINT_URL", world.aws_endpoint.clone()),
        ("AWS_REGION", "us-east-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", keys.access_key_id.clone()),
        ("AWS_SECRET_ACCESS_KEY", keys.secret_access_key.clone()),
        ("AWS_CONFIG_FILE", "/dev/null".to_owned()),
        ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null".to_owned()),
        ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
    ];
    variables.extend(
        keys.session_token
            .clone()
            .map(|token| ("AWS_SESSION_TOKEN", token)),
    );
    variables
}
