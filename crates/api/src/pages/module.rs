//! The Terraform module, so that the version that this server wants is always at hand.

use std::sync::LazyLock;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use landfast_domain::permissions::terraform;

use super::zip::{File, archive};
use crate::server::Server;

macro_rules! files {
    ($($name:literal)+) => {
        [$(File { name: $name, text: include_str!(concat!("../../../../deploy/terraform/", $name)) }),+]
    };
}

static FILES: [File<'static>; 24] = files! {
    "README.md" "billing_export.tf" "issuer.tf" "linked_accounts.tf" "main.tf"
    "modules/billing-bucket/main.tf" "modules/billing-bucket/outputs.tf" "modules/billing-bucket/policy.tf"
    "modules/billing-bucket/variables.tf" "modules/billing-bucket/versions.tf"
    "modules/billing-export/definitions.tf" "modules/billing-export/main.tf" "modules/billing-export/outputs.tf"
    "modules/billing-export/variables.tf" "modules/billing-export/versions.tf"
    "modules/linked-accounts/main.tf" "modules/linked-accounts/outputs.tf" "modules/linked-accounts/variables.tf"
    "modules/linked-accounts/versions.tf"
    "outputs.tf" "policies.tf" "registration.tf" "variables.tf" "versions.tf"
};

/// Made once: the module is the same for everybody.
static ARCHIVE: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| archive(&FILES));

/// The module as a ZIP archive, as Terraform takes it for a `source`. It tells nothing about this
/// installation but its public issuer, so that nobody has to sign in.
pub(super) async fn show(State(server): State<Server>) -> Response {
    let own = server.app.issuer_url().zip(server.app.issuer_template());
    let archive = match own {
        Some((issuer, template)) => {
            of_issuer(&terraform::issuer(Some((issuer, &template.version))))
        }
        None => ARCHIVE.clone(),
    };
    match archive {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/zip")], bytes).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The module of a server that is an issuer: one file of it is its own.
fn of_issuer(text: &str) -> Option<Vec<u8>> {
    let files = FILES.each_ref().map(|file| File {
        name: file.name,
        text: if terraform::ISSUER_FILE.ends_with(file.name) {
            text
        } else {
            file.text
        },
    });
    archive(&files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_module_is_in_it() -> std::io::Result<()> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/terraform");
        let (mut names, mut open) = (Vec::new(), vec![root.clone()]);
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                let name = path
                    .strip_prefix(&root)
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                if name.starts_with('.') || name == "examples" {
                    continue;
                }
                if path.is_dir() {
                    open.push(path);
                } else {
                    names.push(name);
                }
            }
        }
        names.sort();
        assert_eq!(FILES.each_ref().map(|file| file.name).to_vec(), names);
        Ok(())
    }
}
