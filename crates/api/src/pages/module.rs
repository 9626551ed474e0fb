//! The Terraform module, so that the version that this server wants is always at hand.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use super::zip::{File, archive};

macro_rules! files {
    ($($name:literal)+) => {
        [$(File { name: $name, text: include_str!(concat!("../../../../deploy/terraform/", $name)) }),+]
    };
}

static FILES: [File; 7] = files! {
    "README.md" "main.tf" "outputs.tf" "policies.tf" "registration.tf" "variables.tf" "versions.tf"
};

/// Made once: the module is the same for everybody.
static ARCHIVE: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| archive(&FILES));

/// The module as a ZIP archive, as Terraform takes it for a `source`. It tells nothing about this
/// installation, so that nobody has to sign in.
pub(super) async fn show() -> Response {
    match &*ARCHIVE {
        Some(bytes) => (
            [(header::CONTENT_TYPE, "application/zip")],
            bytes.as_slice(),
        )
            .into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
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
