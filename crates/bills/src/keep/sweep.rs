//! What counts no longer goes, but not under the eyes of somebody who reads it.

use std::time::Duration;

use landfast_domain::Timestamp;
use object_store::{ObjectMeta, path::Path};

use super::{
    error::{Error, Result},
    names::{Place, VersionId, version_of},
    objects::PARTIAL,
    record::Current,
    store::Store,
};

/// How long the version before stays, and how old a staged one must be before it counts as left
/// behind by a program that died.
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// How old a staged version may be at most when it comes to count. Others may be sweeping just then, by
/// a clock that is ahead of ours.
pub(super) const FRESH: Duration = Duration::from_secs(12 * 60 * 60);

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Swept {
    pub versions: Vec<VersionId>,
}

impl Store {
    /// Removes what counts no longer of a month: versions two behind the current one, the one before
    /// once a day has passed, and whatever was staged more than a day ago and never made current.
    ///
    /// # Errors
    /// What went wrong with listing and removing; sweeping again goes on.
    pub async fn sweep(&self, place: &Place, now: Timestamp) -> Result<Swept> {
        let current = self.current(place).await?;
        let folder = place.folder();
        let mut swept = Swept::default();
        for version in self.folders(&folder).await? {
            let id = version.filename().and_then(version_of);
            if let Some(id) = id.filter(|id| is_over(id, current.as_ref(), now)) {
                self.remove(&version).await?;
                swept.versions.push(id);
            }
        }
        for part in self.partial(&folder, now).await? {
            self.remove_one(&part).await?;
        }
        Ok(swept)
    }

    /// Files beside `current.json` that a program began to write and never renamed.
    async fn partial(&self, folder: &Path, now: Timestamp) -> Result<Vec<Path>> {
        let wrong = |why| Error::objects("listing", folder, why);
        let listed = self.objects().list_with_delimiter(Some(folder)).await;
        let is_left = |object: &ObjectMeta| {
            let written = Timestamp::from_unix_ms(object.last_modified.timestamp_millis());
            object.location.as_ref().ends_with(PARTIAL) && now.since(written) >= KEPT
        };
        match listed {
            Ok(found) => Ok(found
                .objects
                .into_iter()
                .filter(is_left)
                .map(|object| object.location)
                .collect()),
            Err(object_store::Error::NotFound { .. }) => Ok(Vec::new()),
            Err(why) => Err(wrong(why)),
        }
    }
}

fn is_over(version: &VersionId, current: Option<&Current>, now: Timestamp) -> bool {
    let before = current.map_or(&[][..], |current| &current.before);
    match before.iter().position(|before| before.version == *version) {
        _ if current.is_some_and(|current| current.version == *version) => false,
        Some(0) => before
            .first()
            .is_some_and(|before| now.since(before.until) >= KEPT),
        Some(_) => true,
        // Somebody may be staging it now.
        None => now.since(version.born()) >= KEPT,
    }
}
