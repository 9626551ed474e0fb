/// Undoes percent-encoding (RFC 3986, 2.1), in which IAM hands policy documents out. A plus sign is
/// a plus sign. `None` when the text is not encoded that way, or no UTF-8.
pub(super) fn url_decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let (high, low) = (digit(bytes.next()?)?, digit(bytes.next()?)?);
            out.push(high * 16 + low);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_come_back_as_they_were_written() {
        for (text, want) in [
            ("", Some("")),
            ("%7B%22a%22%3A+%22b%22%7D", Some(r#"{"a":+"b"}"#)),
            ("%7b%C3%A9%7D", Some("{é}")),
            ("{\"plain\": true}", Some("{\"plain\": true}")),
            ("%", None),
            ("%4", None),
            ("%zz", None),
            ("%+1", None),
            ("%FF", None),
        ] {
            assert_eq!(url_decode(text).as_deref(), want, "{text}");
        }
    }
}
