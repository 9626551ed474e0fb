//! A store of bills that counts lines.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use landfast_app::ports::{BillKeeper, BillOf, NotTaken, TakenIn};
use landfast_domain::{
    AccountId,
    bill::{Ledger, ManifestDigest},
    ids::WorkspaceId,
};
use tempfile::TempDir;

use crate::ambient::Point;

/// What a file holds that cannot be read as a bill.
pub const BROKEN: &str = "broken";

/// Keeps bills as the real one does, by number of lines only.
#[derive(Clone)]
pub struct FakeKeeper {
    inside: Arc<Mutex<Inside>>,
    point: Point,
}

#[derive(Default)]
struct Inside {
    /// Made when the first bill is gathered.
    folder: Option<TempDir>,
    /// What is kept: the store's version by workspace, payer, report and month.
    kept: BTreeMap<String, String>,
    /// How often something was taken in.
    taken: usize,
    full: bool,
}

impl Default for FakeKeeper {
    fn default() -> Self {
        Self::with(Arc::new(|_| {}))
    }
}

impl FakeKeeper {
    pub fn with(point: Point) -> Self {
        let inside = Arc::new(Mutex::new(Inside::default()));
        Self { inside, point }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The version that is kept of a month.
    pub fn kept(&self, of: &BillOf) -> Option<String> {
        self.inside().kept.get(&name(of)).cloned()
    }

    pub fn times_taken(&self) -> usize {
        self.inside().taken
    }

    /// Whether the disk is full from now on.
    pub fn fill(&self, full: bool) {
        self.inside().full = full;
    }

    /// What was gathered and not cleared: files below the folder.
    pub fn gathered(&self) -> usize {
        let inside = self.inside();
        let folder = inside.folder.as_ref();
        folder.map_or(0, |folder| files(folder.path()).len())
    }
}

impl Inside {
    fn place(&mut self, of: &BillOf) -> Result<PathBuf, String> {
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => tempfile::tempdir().map_err(|why| why.to_string())?,
        };
        Ok(self.folder.insert(folder).path().join(name(of)))
    }
}

fn name(of: &BillOf) -> String {
    format!("{}-{}-{}-{}", of.workspace, of.payer, of.report, of.period)
}

#[async_trait]
impl BillKeeper for FakeKeeper {
    async fn gather(&self, of: &BillOf, digest: &ManifestDigest) -> Result<PathBuf, String> {
        let mut inside = self.inside();
        if inside.full {
            return Err("No space left on device.".to_owned());
        }
        let folder = inside.place(of)?.join(&digest.0);
        std::fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
        Ok(folder)
    }

    async fn take_in(&self, of: &BillOf, digest: &ManifestDigest) -> Result<TakenIn, NotTaken> {
        let mut inside = self.inside();
        let folder = inside.place(of).map_err(NotTaken::Trouble)?;
        let folder = folder.join(&digest.0);
        let mut rows = 0;
        for file in files(&folder) {
            let text =
                std::fs::read_to_string(&file).map_err(|why| NotTaken::Trouble(why.to_string()))?;
            if text.contains(BROKEN) {
                return Err(NotTaken::Bad(format!(
                    "{} is broken. Wait for AWS's next delivery.",
                    file.file_name().unwrap_or_default().display()
                )));
            }
            let is_data = !file.to_string_lossy().ends_with("-Manifest.json");
            rows += if is_data { text.lines().count() } else { 0 };
        }
        inside.taken += 1;
        inside.kept.insert(name(of), digest.0.clone());
        drop(inside);
        (self.point)("after bills:TakeIn");
        Ok(TakenIn {
            version: digest.0.clone(),
            ledger: Ledger {
                rows: u64::try_from(rows).unwrap_or_default(),
                ..Ledger::default()
            },
        })
    }

    async fn forget(&self, workspace: &WorkspaceId, payer: &AccountId) -> Result<(), String> {
        let of = format!("{workspace}-{payer}-");
        let mut inside = self.inside();
        inside.kept.retain(|name, _| !name.starts_with(&of));
        Ok(())
    }

    async fn clear(&self, of: &BillOf) -> Result<(), String> {
        let folder = self.inside().place(of)?;
        match std::fs::remove_dir_all(folder) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(why.to_string()),
            _ => Ok(()),
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
