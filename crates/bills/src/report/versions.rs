//! Which of the manifests in a folder count: the newest of each month.
//!
//! AWS CUR User Guide, "Cost and Usage Reports delivery", and Data Exports User Guide, "Export delivery".

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::Flaw;

/// How the names of manifests end.
pub(super) const MANIFEST: &str = "-Manifest.json";

/// The manifests of one report and month.
#[derive(Default)]
struct Month {
    /// The one that is overwritten with every delivery.
    pointer: Option<PathBuf>,
    /// Those in folders of their own, by the names of these: assembly or execution ids.
    versions: BTreeMap<String, PathBuf>,
}

/// For each report and month its place and the manifest that counts.
pub(super) fn newest(manifests: &[PathBuf]) -> Vec<(PathBuf, Result<PathBuf, Flaw>)> {
    let mut months: BTreeMap<PathBuf, Month> = BTreeMap::new();
    for manifest in manifests {
        let file = manifest.file_name().unwrap_or_default();
        let folder = manifest.parent().unwrap_or(manifest);
        let above = folder.parent().unwrap_or(folder);
        if !is_month(folder) && is_month(above) {
            let version = name(folder).to_owned();
            let month = months.entry(above.join(file)).or_default();
            month.versions.insert(version, manifest.clone());
        } else {
            months.entry(manifest.clone()).or_default().pointer = Some(manifest.clone());
        }
    }
    let chosen = |(place, month): (PathBuf, Month)| {
        let newest = month.newest(&place);
        (place, newest)
    };
    months.into_iter().map(chosen).collect()
}

impl Month {
    fn newest(self, place: &Path) -> Result<PathBuf, Flaw> {
        if let Some(pointer) = self.pointer {
            return Ok(pointer);
        }
        let are_times = self.versions.keys().all(|version| is_time(version));
        let names: Vec<&String> = self.versions.keys().collect();
        let several = Flaw::SeveralVersions {
            period: name(place.parent().unwrap_or(place)).to_owned(),
            versions: names
                .iter()
                .take(5)
                .map(|name| name.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        };
        if names.len() > 1 && !are_times {
            return Err(several);
        }
        self.versions.into_values().next_back().ok_or(several)
    }
}

fn name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

/// `20261001-20261101` or `BILLING_PERIOD=2026-10`, in letters of any case.
fn is_month(folder: &Path) -> bool {
    let name = name(folder);
    let is_date = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let are_dates = name
        .split_once('-')
        .is_some_and(|(start, end)| is_date(start) && is_date(end));
    are_dates || name.to_ascii_lowercase().starts_with("billing_period=")
}

/// Whether an id begins with a time, `20250307T053621Z` or `2026-11-01T06:00:00.000Z-…`: then their
/// order is that of time.
fn is_time(version: &str) -> bool {
    let day: String = version.chars().filter(|c| *c != '-').take(9).collect();
    day.len() == 9 && day.ends_with('T') && day.bytes().take(8).all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(manifests: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = manifests.iter().map(PathBuf::from).collect();
        newest(&paths)
            .into_iter()
            .map(|(_, newest)| match newest {
                Ok(manifest) => manifest.display().to_string(),
                Err(flaw) => flaw.to_string(),
            })
            .collect()
    }

    #[test]
    fn one_manifest_for_each_month() {
        let legacy = [
            "p/r/20261001-20261101/0a1b/r-Manifest.json",
            "p/r/20261001-20261101/9f8e/r-Manifest.json",
            "p/r/20261001-20261101/r-Manifest.json",
            "p/r/20261101-20261201/0a1b/r-Manifest.json",
        ];
        assert_eq!(chosen(&legacy), [legacy[2], legacy[3]]);
        let exports = [
            "e/metadata/BILLING_PERIOD=2026-10/2026-11-01T06:00:00.000Z-a/e-Manifest.json",
            "e/metadata/BILLING_PERIOD=2026-10/2026-11-02T06:00:00.000Z-0/e-Manifest.json",
            "f/metadata/billing_period=2026-10/f-Manifest.json",
        ];
        assert_eq!(chosen(&exports), [exports[1], exports[2]]);
        assert_eq!(chosen(&["here/r-Manifest.json"]), ["here/r-Manifest.json"]);
        let said = chosen(&legacy[..2]);
        assert!(
            said[0].contains("20261001-20261101") && said[0].contains("0a1b, 9f8e"),
            "{said:?}"
        );
    }
}
