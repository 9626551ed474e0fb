//! Finds the deliveries in files and folders that somebody names.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Delivery, Finding, Flaw, Located, key, locate, of_header, of_manifest, status,
    versions::{self, MANIFEST},
    walk,
};
use crate::{
    read,
    source::{Folder, Source},
};

/// More than any manifest has; one names some hundreds of files.
const MANIFEST_BYTES: u64 = 16 << 20;

/// What is at some paths.
#[derive(Debug, Default)]
pub struct Found {
    pub deliveries: Vec<Located>,
    /// What lies there and cannot be read.
    pub findings: Vec<Finding>,
}

/// Finds the bills at `paths`: files, manifests, or folders as copies of a bucket or of a part of it.
///
/// Where there are manifests, only what the newest of each month lists counts: older versions lie beside
/// them, and adding both would count a month twice. `bucket` is the bucket's name where it is known.
#[must_use]
pub fn discover(paths: &[PathBuf], bucket: Option<&str>) -> Found {
    let mut search = Search {
        found: Found::default(),
        bare: BTreeMap::new(),
        bucket,
    };
    for path in paths {
        if let Err(flaw) = search.path(path) {
            search.flaw(path, flaw);
        }
    }
    search.finish()
}

struct Search<'a> {
    found: Found,
    /// Files without a manifest that are a bill together: of one folder, with the same columns.
    bare: BTreeMap<(PathBuf, Vec<String>), Vec<String>>,
    bucket: Option<&'a str>,
}

impl Search<'_> {
    fn path(&mut self, path: &Path) -> Result<(), Flaw> {
        if !fs::metadata(path).map_err(unreadable)?.is_dir() {
            return match is_manifest(path) {
                true => self.manifest(path, Path::new("/")),
                false => self.file(path),
            };
        }
        let files = walk::files(path).map_err(unreadable)?;
        let (manifests, others): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| is_manifest(file));
        if manifests.is_empty() {
            return self.bare_files(&others);
        }
        for (place, newest) in versions::newest(&manifests) {
            let done = newest.and_then(|manifest| self.manifest(&manifest, path));
            if let Err(flaw) = done {
                self.flaw(&place, flaw);
            }
        }
        Ok(())
    }

    fn bare_files(&mut self, files: &[PathBuf]) -> Result<(), Flaw> {
        let bills: Vec<_> = files.iter().filter(|file| is_data(file)).collect();
        if bills.is_empty() {
            return Err(Flaw::Nothing);
        }
        for file in bills {
            if let Err(flaw) = self.file(file) {
                self.flaw(file, flaw);
            }
        }
        Ok(())
    }

    fn manifest(&mut self, path: &Path, top: &Path) -> Result<(), Flaw> {
        let path = path.canonicalize().map_err(unreadable)?;
        let top = top.canonicalize().map_err(unreadable)?;
        if fs::metadata(&path).map_err(unreadable)?.len() > MANIFEST_BYTES {
            let why = format!("it has more than {MANIFEST_BYTES} bytes");
            return Err(Flaw::NoManifest { why });
        }
        let folder = path.parent().unwrap_or(&top);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stamp = Folder::new(folder).and_then(|folder| folder.stamp(&name));
        let stamp = stamp.map_err(unreadable)?;
        let text = fs::read_to_string(&path).map_err(unreadable)?;
        let mut delivery = of_manifest(&path.to_string_lossy(), &text, self.bucket)?;
        // Where none of them is, reading says of the first that it is missing.
        let mount = locate::mount(folder, &top, &delivery.files)
            .unwrap_or_else(|| locate::beside(folder, &delivery.files));
        status::demand_ready(&mount, &delivery)?;
        delivery.files = delivery.files.iter().map(|key| mount.key(key)).collect();
        let below = path.strip_prefix(&mount.root).ok();
        delivery.manifest = below.map(|below| below.to_string_lossy().into_owned());
        delivery.stamp = delivery.manifest.is_some().then_some(stamp);
        let source = Arc::new(Folder::new(&mount.root).map_err(unreadable)?);
        self.found.deliveries.push(Located { delivery, source });
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<(), Flaw> {
        let path = path.canonicalize().map_err(unreadable)?;
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Flaw::Nothing);
        };
        let name = name.to_string_lossy().into_owned();
        let source = Folder::new(folder).map_err(unreadable)?;
        let header = read::header(Arc::new(source), &name, &read::Limits::default());
        let header = header.map_err(|why| Flaw::Unreadable {
            why: why.fault.to_string(),
        })?;
        let known = self.bare.entry((folder.to_owned(), header)).or_default();
        if !known.contains(&name) {
            known.push(name);
        }
        Ok(())
    }

    fn flaw(&mut self, path: &Path, flaw: Flaw) {
        self.found.findings.push(Finding {
            place: path.display().to_string(),
            flaw,
        });
    }

    fn finish(mut self) -> Found {
        for ((folder, header), files) in std::mem::take(&mut self.bare) {
            match bare(&folder, &header, files) {
                Ok(located) => self.found.deliveries.push(located),
                Err((place, flaw)) => self.flaw(&place, flaw),
            }
        }
        self.found
    }
}

/// The delivery that files without a manifest are.
fn bare(folder: &Path, header: &[String], files: Vec<String>) -> Result<Located, (PathBuf, Flaw)> {
    let first = files.first().cloned().unwrap_or_default();
    let place = folder.join(&first);
    let format = of_header(header).ok_or_else(|| {
        let found = super::beginning(header);
        (place.clone(), Flaw::NotABill { found })
    })?;
    let source = Folder::new(folder).map_err(|why| (place, unreadable(why)))?;
    let delivery = Delivery {
        report: key::safe_name(first.split('.').next().unwrap_or_default()),
        format,
        payer: None,
        period: None,
        bucket: None,
        version: None,
        manifest: None,
        stamp: None,
        columns: Vec::new(),
        files,
    };
    Ok(Located {
        delivery,
        source: Arc::new(source),
    })
}

fn is_manifest(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(MANIFEST)
}

fn is_data(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let is_data = |ending: &&str| name.ends_with(*ending);
    [".csv", ".csv.gz", ".zip", ".parquet"].iter().any(is_data)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unreadable(why: io::Error) -> Flaw {
    Flaw::Unreadable {
        why: why.to_string(),
    }
}
