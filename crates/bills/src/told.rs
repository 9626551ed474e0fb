/// An error and what caused it, in one line without a full stop.
#[must_use]
pub fn told(why: &dyn std::error::Error) -> String {
    let said = |why: &dyn std::error::Error| why.to_string().trim_end_matches('.').to_owned();
    let mut text = said(why);
    let mut next = why.source();
    while let Some(cause) = next {
        let words = said(cause);
        // Wrappers often repeat what they wrap.
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        next = cause.source();
    }
    text
}
