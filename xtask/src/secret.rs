//! Random text from the operating system.

use crate::error::{Error, Result};

/// 128 random bits, as 32 digits of hexadecimal.
#[expect(
    clippy::disallowed_methods,
    reason = "xtask is a composition root of its own"
)]
pub fn random_text() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::Refused(format!("the system gave no random bytes: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
