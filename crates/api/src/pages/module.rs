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

static FILES: [File<'static>; 8] = files! {
    "README.md" "issuer.tf" "main.tf" "outputs.tf" "policies.tf" "registration.tf" "variables.tf" "versions.tf"
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
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/terraform");
        let mut names = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !name.starts_with('.') {
                names.push(name);
            }
        }
        names.sort();
        assert_eq!(FILES.each_ref().map(|file| file.name).to_vec(), names);
        Ok(())
    }
}
