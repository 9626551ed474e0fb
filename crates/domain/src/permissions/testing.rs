//! What tests of several files need.

use proptest::prelude::*;

use super::{ActionName, rules};

/// A committed file, by its path from the root of the repository.
pub(super) fn committed(path: &str) -> std::io::Result<String> {
    std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(path),
    )
}

/// A permission file with one entry; `more` are the lines after its action, scope and reason.
pub(super) fn entry(more: &str) -> String {
    format!(
        "title = \"Title\"\npurpose = \"Purpose.\"\n[[actions]]\naction = \"iam:GetRole\"\n\
         resources = [\"self-role\"]\nreason = \"Reason.\"\n{more}\n"
    )
}

/// Any action that a manifest may ask for.
pub(super) fn read_action() -> impl Strategy<Value = ActionName> {
    "[a-z][a-z0-9-]{0,12}:(Get|List|Describe|Head)[A-Z][A-Za-z0-9]{0,20}".prop_filter_map(
        "refused",
        |text| {
            ActionName::parse(&text)
                .ok()
                .filter(|action| rules::admit(action).is_ok())
        },
    )
}

/// What people may write into a permission file: one printable line, with all that YAML, TOML and
/// Markdown give a meaning.
pub(super) fn sentence() -> impl Strategy<Value = String> {
    "[A-Za-z\"'#:|&*!%@`{}\\[\\]<>\\\\$é漢-][ -~é漢]{0,120}[A-Za-z.:#\"]"
}
