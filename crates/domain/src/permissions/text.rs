//! Rules that texts and lists of a permission file have in common.

use super::Fault;

/// A line that fits a page, a table and a policy comment.
const MAX_TEXT: usize = 300;

/// One printable line: what goes into comments and tables must not be able to end them.
pub(super) fn line(field: &'static str, text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let found = match text.chars().count() {
        0 => "empty",
        count if count > MAX_TEXT => "longer",
        _ if text.chars().any(unprintable) => "no single line of printable text",
        _ => return Ok(text.to_owned()),
    };
    Err(Fault::Text {
        field,
        found,
        limit: MAX_TEXT,
    })
}

/// Control characters, the Unicode line ends, and what reorders or hides text for a reviewer.
fn unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

pub(super) fn once(field: &'static str, words: &[String]) -> Result<(), Fault> {
    let twice = (1..)
        .zip(words)
        .find(|(after, word)| words.iter().skip(*after).any(|other| other == *word));
    match twice {
        Some((_, word)) => Err(Fault::Twice {
            field,
            found: word.clone(),
        }),
        None => Ok(()),
    }
}

pub(super) fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
