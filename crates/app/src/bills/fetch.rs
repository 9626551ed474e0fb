//! Fetching a delivery: its manifest and every file that it lists, and then the manifest once more.

use std::path::{Component, Path, PathBuf};

use landfast_domain::{
    Timestamp,
    bill::ManifestDigest,
    billing_export::{ManifestFile, read},
};

use super::{
    look::{Bucket, manifest},
    unseen::{Halt, given},
};
use crate::ports::{AccountSession, BillOf, Fetched};

/// A manifest with the files that it lists, to be fetched.
pub(super) struct Delivery {
    pub digest: ManifestDigest,
    pub manifest: ManifestFile,
    pub keys: Vec<String>,
}

impl Delivery {
    /// # Errors
    /// [`Halt::Bad`] for a manifest that lists something else than files of this export.
    pub fn of(bucket: &Bucket, file: ManifestFile) -> Result<Self, Halt> {
        let told = read(&file.text).map_err(|why| {
            Halt::Bad(format!(
                "The manifest {} could not be read: {why}. Wait for AWS's next delivery.",
                file.key
            ))
        })?;
        let (expected, root) = (bucket.choice.bucket.as_str(), bucket.choice.root());
        if let Some(found) = told.bucket.filter(|found| found != expected) {
            return Err(Halt::Bad(format!(
                "The manifest {} lists files of another bucket. Expected {expected}; found {found}. AWS writes no such manifest: find out who did.",
                file.key
            )));
        }
        if let Some(key) = told.files.iter().find(|key| !is_below(key, &root)) {
            return Err(Halt::Bad(format!(
                "The manifest {} lists a file that is none of this export. Expected keys below {root}; found {key:?}. AWS writes no such manifest: find out who did.",
                file.key
            )));
        }
        Ok(Self {
            digest: ManifestDigest::of(&file.text),
            keys: told.files,
            manifest: file,
        })
    }
}

/// Whether a key is one of the export's, and safe as a path.
fn is_below(key: &str, root: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    key.starts_with(root) && Path::new(key).components().all(plain) && !key.contains('\\')
}

/// A file that lies here.
pub(super) struct Here {
    pub bytes: u64,
}

/// Fetches one file into its place below `folder`, unless it lies there already.
///
/// # Errors
/// [`Halt::Bad`] for a file that is missing; [`Halt::Weather`] for one that is newer than the manifest,
/// which AWS writes last: then the files are being replaced now.
pub(super) async fn fetch(
    session: &dyn AccountSession,
    bucket: &Bucket,
    delivery: &Delivery,
    key: &str,
    folder: &Path,
) -> Result<Here, Halt> {
    let file = folder.join(key);
    if let Ok(there) = tokio::fs::metadata(&file).await {
        return Ok(Here { bytes: there.len() });
    }
    make_folder(&file).await?;
    let fetched = session.fetch(&bucket.at, key, &file).await;
    match given("fetch a file of the bill", fetched)? {
        Fetched::Whole { bytes, modified_at } => {
            if is_newer(modified_at, delivery.manifest.modified_at) {
                let _ = tokio::fs::remove_file(&file).await;
                return Err(Halt::Weather(format!(
                    "AWS is replacing the files of this month now: {key} is newer than its manifest."
                )));
            }
            Ok(Here { bytes })
        }
        Fetched::Missing => Err(Halt::Bad(format!(
            "A file that the manifest lists is not there: {key}. Wait for AWS's next delivery, or ask AWS to deliver the month again."
        ))),
        Fetched::NotWritten(why) => Err(disk(&file, &why)),
    }
}

fn is_newer(file: Option<Timestamp>, manifest: Option<Timestamp>) -> bool {
    matches!((file, manifest), (Some(file), Some(manifest)) if file > manifest)
}

/// Puts the manifest where the reader looks for it, once all files lie here.
pub(super) async fn put_manifest(delivery: &Delivery, folder: &Path) -> Result<PathBuf, Halt> {
    let file = folder.join(&delivery.manifest.key);
    make_folder(&file).await?;
    let written = tokio::fs::write(&file, &delivery.manifest.text).await;
    written.map_err(|why| disk(&file, &why.to_string()))?;
    Ok(file)
}

/// # Errors
/// [`Halt::Weather`] when AWS has delivered anew since.
pub(super) async fn is_still(
    session: &dyn AccountSession,
    bucket: &Bucket,
    of: &BillOf,
    digest: &ManifestDigest,
) -> Result<(), Halt> {
    let now = manifest(session, bucket, of.period).await?;
    if now.is_some_and(|file| ManifestDigest::of(&file.text) == *digest) {
        return Ok(());
    }
    Err(Halt::Weather(format!(
        "AWS delivered {} anew while it was fetched.",
        of.period
    )))
}

async fn make_folder(file: &Path) -> Result<(), Halt> {
    let Some(folder) = file.parent() else {
        return Ok(());
    };
    let made = tokio::fs::create_dir_all(folder).await;
    made.map_err(|why| disk(folder, &why.to_string()))
}

fn disk(place: &Path, why: &str) -> Halt {
    Halt::Weather(format!(
        "Landfast could not write {}: {why}. Make room on the disk or its folder writable.",
        place.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_below_the_export() {
        for (key, is) in [
            ("p/e/data/x.parquet", true),
            ("p/e/data/../../x", false),
            ("p/e2/x", false),
            ("/p/e/x", false),
            ("p/e/..\\x", false),
            ("p/e/./x", true),
            ("", false),
        ] {
            assert_eq!(is_below(key, "p/e/"), is, "{key}");
        }
    }
}
