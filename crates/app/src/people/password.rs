use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::{
    error::{Error, Result},
    problem::ProblemCode,
};

/// OWASP Password Storage Cheat Sheet asks for argon2id with 19 MiB and two passes at least.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// Each hashing takes 64 MiB while it runs.
const AT_ONCE: usize = 2;
const MIN_CHARS: usize = 12;
const MAX_BYTES: usize = 1024;

/// Hashes passwords off the async threads, never more than two at a time.
#[derive(Debug, Clone)]
pub(crate) struct PasswordHasher {
    slots: Arc<Semaphore>,
}

impl Default for PasswordHasher {
    fn default() -> Self {
        Self {
            slots: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|why| bug(&why))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn bug(why: &dyn std::fmt::Display) -> Error {
    Error::new(ProblemCode::Internal, "A password could not be hashed.").caused_by(why.to_string())
}

/// # Errors
/// `password_too_weak` says what is asked for.
pub(super) fn acceptable(password: &SecretString) -> Result<()> {
    let text = password.expose_secret();
    let detail = match text.chars().count() {
        _ if text.len() > MAX_BYTES => format!("The password is longer than {MAX_BYTES} bytes."),
        found if found < MIN_CHARS => {
            format!("The password has {found} characters, expected at least {MIN_CHARS}.")
        }
        _ => return Ok(()),
    };
    Err(
        Error::field(ProblemCode::PasswordTooWeak, "password", detail)
            .hint("A sentence of a few words is long, and easy to remember."),
    )
}

impl PasswordHasher {
    /// The PHC string of `password` under a random `salt`.
    pub async fn hash(&self, password: &SecretString, salt: [u8; 16]) -> Result<String> {
        let password = password.clone();
        self.run(move || {
            let hash =
                argon2()?.hash_password_with_salt(password.expose_secret().as_bytes(), &salt);
            Ok(hash.map_err(|why| bug(&why))?.to_string())
        })
        .await
    }

    /// Whether the password is the one behind `stored`. Without a stored one it takes as long and
    /// is false, so that nobody learns who has a sign-in.
    pub async fn verify(&self, password: &SecretString, stored: Option<&str>) -> Result<bool> {
        let Some(stored) = stored.map(str::to_owned) else {
            self.hash(password, [0; 16]).await?;
            return Ok(false);
        };
        let password = password.clone();
        self.run(move || {
            let hash = PasswordHash::new(&stored).map_err(|why| bug(&why))?;
            Ok(argon2()?
                .verify_password(password.expose_secret().as_bytes(), &hash)
                .is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _slot = self.slots.acquire().await.map_err(|why| bug(&why))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|why| bug(&why))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_verifies_its_own_password_only() {
        let hasher = PasswordHasher::default();
        let right = SecretString::from("correct horse battery");
        let hash = hasher.hash(&right, [7; 16]).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"),
            "{hash}"
        );
        assert!(hasher.verify(&right, Some(&hash)).await.unwrap());
        assert!(
            !hasher
                .verify(&"wrong horse battery".into(), Some(&hash))
                .await
                .unwrap()
        );
        assert!(!hasher.verify(&right, None).await.unwrap());
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        for (text, fits) in [
            ("short", false),
            ("twelve chars", true),
            (&"x".repeat(1025), false),
        ] {
            assert_eq!(acceptable(&text.into()).is_ok(), fits, "{text}");
        }
    }
}
