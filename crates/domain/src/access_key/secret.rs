/// Every secret access key that AWS gives has this many characters.
const LEN: usize = 40;

/// A text that is no secret access key. Does not repeat the text.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum MalformedSecretKey {
    #[error("expected a secret access key of {LEN} characters; found {found}")]
    Length { found: usize },
    #[error(
        "expected a secret access key of letters, digits, slashes, pluses and equals signs; found other characters in it"
    )]
    Characters,
}

/// Whether `text` can be a secret access key, before anybody is asked: most mistakes are half a key,
/// a key with its id before it, or one with a blank in the middle.
///
/// # Errors
/// [`MalformedSecretKey`].
pub fn check_secret_key(text: &str) -> Result<(), MalformedSecretKey> {
    let found = text.chars().count();
    if found != LEN {
        return Err(MalformedSecretKey::Length { found });
    }
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"/+=".contains(&b);
    if text.bytes().all(fits) {
        Ok(())
    } else {
        Err(MalformedSecretKey::Characters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        use MalformedSecretKey::{Characters, Length};
        for (text, want) in [
            ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Ok(())),
            ("wJalrXUtnFEMI/K7MDENG", Err(Length { found: 21 })),
            ("", Err(Length { found: 0 })),
            ("wJalrXUtnFEMI K7MDENG/bPxRfiCYEXAMPLEKEY", Err(Characters)),
        ] {
            assert_eq!(check_secret_key(text), want);
        }
    }
}
