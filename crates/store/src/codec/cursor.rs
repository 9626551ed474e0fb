//! Pages by key: a cursor is the key of the last row, with a mark of the list that made it.

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::BASE64URL_NOPAD;
use landfast_app::ports::{Cursor, StoreError};
use landfast_domain::AccountId;

use crate::fault::Result;

/// Rows of one page at most, whatever a caller asks for.
const MOST: u32 = 1000;
const MARK: usize = 8;

/// How many rows a page has.
pub(crate) fn page_size(limit: u32) -> u64 {
    u64::from(limit.clamp(1, MOST))
}

/// Which list a cursor belongs to: its name, its workspace, its filters. Another list's cursor would
/// skip rows without anybody noticing.
pub(crate) struct Scope([u8; MARK]);

impl Scope {
    pub(crate) fn new(parts: &[Option<&str>]) -> Self {
        let mut hash = Context::new(&SHA256);
        for part in parts {
            let length = part.map_or(u64::MAX, |text| text.len() as u64);
            hash.update(&length.to_be_bytes());
            hash.update(part.unwrap_or_default().as_bytes());
        }
        let mut mark = [0; MARK];
        for (to, from) in mark.iter_mut().zip(hash.finish().as_ref()) {
            *to = *from;
        }
        Self(mark)
    }

    fn cursor(&self, key: &impl Keyset) -> Cursor {
        Cursor(BASE64URL_NOPAD.encode(&[&self.0, key.write().as_bytes()].concat()))
    }

    /// # Errors
    /// [`StoreError::Cursor`] unless this list made it.
    pub(crate) fn read<K: Keyset>(&self, cursor: Option<&Cursor>) -> Result<Option<K>> {
        let Some(Cursor(text)) = cursor else {
            return Ok(None);
        };
        let bytes = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| StoreError::Cursor)?;
        let key = bytes
            .strip_prefix(&self.0)
            .and_then(|key| std::str::from_utf8(key).ok());
        key.and_then(K::parse).map(Some).ok_or(StoreError::Cursor)
    }
}

/// The columns that order a list, as a text.
pub(crate) trait Keyset: Sized {
    fn write(&self) -> String;
    fn parse(text: &str) -> Option<Self>;
}

/// The id of the last account of a page.
pub(crate) struct AccountKey(String);

impl AccountKey {
    pub(crate) fn new(id: &str) -> Self {
        Self(id.to_owned())
    }

    pub(crate) fn last(&self) -> &str {
        &self.0
    }
}

impl Keyset for AccountKey {
    fn write(&self) -> String {
        self.0.clone()
    }

    fn parse(text: &str) -> Option<Self> {
        let id = AccountId::parse(text).ok()?;
        (id.as_str() == text).then(|| Self(text.to_owned()))
    }
}

/// Cuts off the row beyond the page, which only told that there is a next one.
pub(crate) fn page<R, K: Keyset>(
    mut rows: Vec<R>,
    size: u64,
    scope: &Scope,
    key: impl Fn(&R) -> K,
) -> (Vec<R>, Option<Cursor>) {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| scope.cursor(&key(last)));
    (rows, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Number(i64);

    impl Keyset for Number {
        fn write(&self) -> String {
            self.0.to_string()
        }
        fn parse(text: &str) -> Option<Self> {
            text.parse().ok().map(Self)
        }
    }

    #[test]
    fn only_the_list_that_made_a_cursor_takes_it() {
        let ours = Scope::new(&[Some("list"), Some("a"), None]);
        let cursor = ours.cursor(&Number(7));
        assert!(matches!(
            ours.read::<Number>(Some(&cursor)),
            Ok(Some(Number(7)))
        ));
        assert!(matches!(ours.read::<Number>(None), Ok(None)));
        for other in [
            Scope::new(&[Some("list"), Some("a"), Some("")]),
            Scope::new(&[Some("lista"), None, None]),
        ] {
            assert!(matches!(
                other.read::<Number>(Some(&cursor)),
                Err(StoreError::Cursor)
            ));
        }
        for text in ["", "!", "AAAA", &cursor.0[1..], &format!("{}AA", cursor.0)] {
            let odd = Cursor(text.to_owned());
            assert!(
                matches!(ours.read::<Number>(Some(&odd)), Err(StoreError::Cursor)),
                "{text}"
            );
        }
    }
}
