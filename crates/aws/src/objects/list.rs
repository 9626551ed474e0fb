//! What is in the bucket.

use futures::{
    StreamExt as _,
    stream::{self, BoxStream},
};
use object_store::{ListResult, ObjectMeta, Result, path::Path};

use super::{
    S3Objects,
    get::{meta, size},
};
use crate::classify::Call;

const CALL: Call = Call::own("s3:ListBucket");

/// What the keys below a path begin with.
pub(super) fn folder(prefix: Option<&Path>) -> String {
    let parts = prefix.map_or("", AsRef::as_ref);
    match parts {
        "" => String::new(),
        parts => format!("{parts}/"),
    }
}

/// Which page is next.
enum Next {
    First,
    After(String),
    None,
}

impl S3Objects {
    /// Page by page.
    pub(super) fn pages(
        &self,
        folder: String,
        delimiter: Option<&'static str>,
    ) -> BoxStream<'static, Result<ListResult>> {
        let this = self.clone();
        let pages = stream::try_unfold(Next::First, move |next| {
            let (this, folder) = (this.clone(), folder.clone());
            async move {
                let token = match next {
                    Next::First => None,
                    Next::After(token) => Some(token),
                    Next::None => return Ok(None),
                };
                this.page(&folder, delimiter, token).await.map(Some)
            }
        });
        pages.boxed()
    }

    async fn page(
        &self,
        folder: &str,
        delimiter: Option<&str>,
        token: Option<String>,
    ) -> Result<(ListResult, Next)> {
        let doors = self.doors().await?;
        let list = doors.s3.list_objects_v2().bucket(self.bucket());
        let list = list
            .prefix(folder)
            .set_delimiter(delimiter.map(ToOwned::to_owned))
            .set_continuation_token(token);
        let page = list.send().await.map_err(|error| {
            let key = Path::from(folder);
            self.failed(doors, CALL, &key).told(&error)
        })?;
        let folders = page.common_prefixes().iter();
        let common_prefixes = folders
            .filter_map(|found| Path::parse(found.prefix()?).ok())
            .collect();
        let objects = page.contents().iter().filter_map(object);
        let next = page.next_continuation_token().map(ToOwned::to_owned);
        let found = ListResult {
            common_prefixes,
            objects: objects.collect::<Result<_>>()?,
        };
        Ok((found, next.map_or(Next::None, Next::After)))
    }
}

/// Marks of folders, as the console makes them, and keys that are no paths are not ours.
fn object(found: &aws_sdk_s3::types::Object) -> Option<Result<ObjectMeta>> {
    let key = found.key().filter(|key| !key.ends_with('/'))?;
    let key = Path::parse(key).ok()?;
    let described =
        size(found.size()).and_then(|size| meta(&key, size, found.last_modified(), found.e_tag()));
    Some(described)
}
