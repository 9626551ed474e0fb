//! Text on its way into a table that people open in a spreadsheet.

/// The text of a cell that no spreadsheet runs: names and tags come from strangers, and a cell that
/// begins like a formula is run as one (OWASP, "CSV Injection"). Numbers are not to be passed through it.
#[must_use]
pub fn defused(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
