use aws_sdk_bcmdataexports::primitives::DateTime;
use landfast_domain::Timestamp;

pub(super) fn of_sdk(at: Option<&DateTime>) -> Option<Timestamp> {
    at.and_then(|at| at.to_millis().ok())
        .map(Timestamp::from_unix_ms)
}

/// `20261121T053621Z`, as legacy reports tell their last delivery.
pub(super) fn of_compact(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once('T')?;
    let (year, rest) = date.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let (hour, rest) = time.split_at_checked(2)?;
    let (minute, second) = rest.split_at_checked(2)?;
    Timestamp::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_legacy_reports() {
        let said = |text: &str| of_compact(text).map(|at| at.to_string());
        for (text, want) in [
            ("20261121T053621Z", Some("2026-11-21T05:36:21Z")),
            ("20261121T053621.000Z", Some("2026-11-21T05:36:21Z")),
            ("yesterday", None),
            ("", None),
            ("20261321T053621Z", None),
        ] {
            assert_eq!(said(text).as_deref(), want, "{text}");
        }
    }
}
