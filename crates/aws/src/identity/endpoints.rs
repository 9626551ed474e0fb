//! Where a container's credentials are asked for.

use crate::environment::Environment;

/// The fixed address of ECS (Amazon ECS Developer Guide, "Task IAM role").
const ECS: &str = "http://169.254.170.2";

/// The relative address wins where both are set, as in the SDK.
pub(super) fn container(environment: &Environment) -> Option<String> {
    if let Some(path) = environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
        return Some(format!("{ECS}/{}", path.trim_start_matches('/')));
    }
    let url = environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")?;
    Some(url.to_owned())
}
