use std::error::Error;

/// The longest text of somebody else that is handed on.
const MOST: usize = 600;

/// An error and what caused it, in one line without a full stop.
pub(crate) fn causes(error: &dyn Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let text = error.to_string();
        let text = text.trim().trim_end_matches('.');
        // Wrappers often repeat what they wrap.
        if !parts.last().is_some_and(|last| last.contains(text)) {
            parts.push(text.to_owned());
        }
        next = error.source();
    }
    shorten(&parts.join(": "))
}

/// What caused an error whose own words say nothing, or its own words if nothing did.
pub(crate) fn cause(error: &dyn Error) -> String {
    causes(error.source().unwrap_or(error))
}

/// Cuts a text of AWS to a length that fits a finding; one line.
pub(crate) fn shorten(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let start: String = line.chars().take(MOST).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("could not read")]
    struct Outer(#[source] io::Error);

    #[derive(Debug, thiserror::Error)]
    #[error("it broke: the disk is gone")]
    struct Repeating(#[source] io::Error);

    #[test]
    fn chains_in_one_line() {
        let inner = || io::Error::other("the disk is gone.");
        assert_eq!(causes(&Outer(inner())), "could not read: the disk is gone");
        assert_eq!(causes(&Repeating(inner())), "it broke: the disk is gone");
        assert_eq!(cause(&Outer(inner())), "the disk is gone");
        assert_eq!(cause(&inner()), "the disk is gone");
    }

    #[test]
    fn long_texts_are_cut_by_characters() {
        let cut = shorten(&"é\n".repeat(1000));
        assert_eq!(cut.chars().count(), MOST + 1);
        assert!(cut.ends_with('…') && !cut.contains('\n'));
    }
}
