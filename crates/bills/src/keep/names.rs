//! Where things are in the store.

use std::fmt;

use landfast_domain::{Timestamp, bill::Period, ids};
use object_store::path::Path;
use serde::{Deserialize, Serialize};

use super::error::{Error, Result};

/// The first part of every key: another layout gets another one.
pub(super) const LAYOUT: &str = "v1";
/// Names a month's version. Everything else in the store counts only if it says so.
pub(super) const CURRENT: &str = "current.json";
pub(super) const RECORD: &str = "_ledger.json";
pub(super) const ROLLUP: &str = "_rollup.parquet";
/// File systems take names of 255 bytes.
const NAME_BYTES: usize = 200;

/// One report's bill of one payer and month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Twelve digits of AWS's payers; any text of other clouds, and of anonymized bills.
    pub payer: String,
    pub report: String,
    pub period: Period,
}

impl Place {
    /// # Errors
    /// [`Error::Name`] for a payer or report that is empty, or too long for the name of a folder.
    pub fn new(payer: &str, report: &str, period: Period) -> Result<Self> {
        for name in [payer, report] {
            let bytes = encoded(name).len();
            if bytes == 0 || bytes > NAME_BYTES {
                return Err(Error::Name {
                    name: name.chars().take(40).collect(),
                    limit: NAME_BYTES,
                });
            }
        }
        Ok(Self {
            payer: payer.to_owned(),
            report: report.to_owned(),
            period,
        })
    }

    pub(super) fn folder(&self) -> Path {
        payer_folder(&self.payer)
            .join(format!("report={}", encoded(&self.report)))
            .join(format!("period={}", self.period))
    }

    pub(super) fn current(&self) -> Path {
        self.folder().join(CURRENT)
    }

    pub(super) fn version(&self, version: &VersionId) -> Path {
        self.folder().join(version_folder(version))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            payer,
            report,
            period,
        } = self;
        write!(f, "{period} of the payer {payer} in the report {report}")
    }
}

pub(super) fn payer_folder(payer: &str) -> Path {
    Path::from_iter([LAYOUT.to_owned(), format!("payer={}", encoded(payer))])
}

pub(super) fn version_folder(version: &VersionId) -> String {
    format!("version={version}")
}

/// The version that a folder's name tells.
pub(super) fn version_of(folder: &str) -> Option<VersionId> {
    folder.strip_prefix("version=").and_then(VersionId::parse)
}

pub(super) fn lines_name(number: usize) -> String {
    format!("lines-{number:05}.parquet")
}

/// A name that is the same in a disk's folder, a key of S3 and a URL: letters, digits and `._-` stay,
/// every other byte is `!` and two hexadecimal digits.
fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' => {
                char::from(byte).to_string()
            }
            other => format!("!{other:02x}"),
        })
        .collect()
}

/// Names what was staged at once. Sorts by time; the time is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionId(String);

impl VersionId {
    /// `random` must differ between versions that are staged in one millisecond.
    #[must_use]
    pub fn new(born: Timestamp, random: [u8; 10]) -> Self {
        Self(ids::encode(born, random))
    }

    fn parse(text: &str) -> Option<Self> {
        let is_known = |byte: u8| digit(byte).is_some();
        (text.len() == 26 && text.bytes().all(is_known)).then(|| Self(text.to_owned()))
    }

    /// When staging began.
    #[must_use]
    pub fn born(&self) -> Timestamp {
        let bits = self
            .0
            .bytes()
            .filter_map(digit)
            .fold(0_u128, |bits, five| bits << 5 | u128::from(five));
        Timestamp::from_unix_ms(i64::try_from(bits >> 80).unwrap_or(i64::MAX))
    }
}

/// Five bits of a character of [`ids::encode`].
fn digit(byte: u8) -> Option<u8> {
    let place = b"0123456789abcdefghjkmnpqrstvwxyz"
        .iter()
        .position(|known| *known == byte)?;
    u8::try_from(place).ok()
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        let period = "2026-10".parse().unwrap();
        for (payer, report, want) in [
            (
                "012345678901",
                "acme-bills",
                "v1/payer=012345678901/report=acme-bills/period=2026-10",
            ),
            (
                "/providers/x",
                "..",
                "v1/payer=!2fproviders!2fx/report=../period=2026-10",
            ),
            (
                "1",
                "a!b*(ü)%",
                "v1/payer=1/report=a!21b!2a!28!c3!bc!29!25/period=2026-10",
            ),
        ] {
            let place = Place::new(payer, report, period).unwrap();
            assert_eq!(place.folder().as_ref(), want);
        }
        assert!(Place::new("", "a", period).is_err());
        assert!(Place::new("1", &"ü".repeat(40), period).is_err());
    }

    #[test]
    fn a_version_tells_its_time() {
        let born = Timestamp::from_unix_ms(1_793_500_000_123);
        let version = VersionId::new(born, [255; 10]);
        assert_eq!(version.born(), born);
        assert_eq!(version_of(&version_folder(&version)), Some(version.clone()));
        let later = VersionId::new(Timestamp::from_unix_ms(1_793_500_000_124), [0; 10]);
        assert!(version < later);
        for none in ["version=", "version=../../etc", "01k", "version=01k#1"] {
            assert_eq!(version_of(none), None, "{none}");
        }
    }
}
