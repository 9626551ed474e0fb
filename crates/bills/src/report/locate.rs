//! Where on this machine the files of a manifest are: a copy may begin anywhere in the bucket's tree.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

/// How deep below a report's own folder a manifest lies: `metadata/BILLING_PERIOD=…/<execution>`, and
/// as many folders of the prefix.
const CLIMB: usize = 12;

/// The folder that keys are of, when their first `dropped` parts were not copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mount {
    pub root: PathBuf,
    pub dropped: usize,
}

impl Mount {
    /// A key as it is below the root.
    pub fn key(&self, key: &str) -> String {
        key.split('/')
            .skip(self.dropped)
            .collect::<Vec<_>>()
            .join("/")
    }
}

/// Finds the copy that a manifest in `folder` belongs to: the one that keeps most of the keys' parts,
/// and of these the nearest. It is enough that one of the files is there; others may be missing.
/// Nothing above `top` is looked at.
pub(super) fn mount(folder: &Path, top: &Path, keys: &[String]) -> Option<Mount> {
    let roots: VecDeque<&Path> = folder
        .ancestors()
        .take(CLIMB)
        .take_while(|root| root.starts_with(top))
        .collect();
    let parts = keys.first()?.split('/').count();
    for dropped in 0..parts {
        // Without any folder left, only a file beside the manifest is meant.
        let nearest = if dropped + 1 == parts { 1 } else { roots.len() };
        for root in roots.iter().take(nearest) {
            let mount = Mount {
                root: root.to_path_buf(),
                dropped,
            };
            if keys.iter().any(|key| root.join(mount.key(key)).is_file()) {
                return Some(mount);
            }
        }
    }
    None
}

/// Where the files would be that are nowhere: beside the manifest.
pub(super) fn beside(folder: &Path, keys: &[String]) -> Mount {
    let parts = keys.first().map_or(0, |key| key.split('/').count());
    Mount {
        root: folder.to_owned(),
        dropped: parts.saturating_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn copies_begin_anywhere() {
        let all = tempfile::tempdir().unwrap();
        let top = all.path();
        let keys = [
            "p/r/20261001-20261101/id/r-1.csv.gz".to_owned(),
            "p/r/20261001-20261101/id/r-2.csv.gz".to_owned(),
        ];
        for (copy, manifest, want) in [
            (
                "whole/p/r/20261001-20261101/id",
                "whole/p/r/20261001-20261101",
                Some(("whole", 0)),
            ),
            (
                "part/20261001-20261101/id",
                "part/20261001-20261101",
                Some(("part", 2)),
            ),
            ("flat", "flat", Some(("flat", 4))),
            ("above", "above/manifests", None),
        ] {
            fs::create_dir_all(top.join(copy)).unwrap();
            fs::create_dir_all(top.join(manifest)).unwrap();
            // The first is missing: the second tells where they belong.
            fs::write(top.join(copy).join("r-2.csv.gz"), "").unwrap();
            let found = mount(&top.join(manifest), top, &keys);
            let want = want.map(|(root, dropped)| Mount {
                root: top.join(root),
                dropped,
            });
            assert_eq!(found, want, "{copy}");
        }
        let below = top.join("part/20261001-20261101");
        // Nothing above the folder that was named is looked at.
        assert_eq!(mount(&below, &below, &keys).unwrap().root, below);
        assert_eq!(mount(&below.join("id"), &top.join("flat"), &keys), None);
    }
}
