//! The server's store of bills: a folder for each workspace, in which deliveries are gathered and kept.

use std::{
    io,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use async_trait::async_trait;
use landfast_app::ports::{BillKeeper, BillOf, Clock, NotTaken, Random, TakenIn};
use landfast_domain::{AccountId, Timestamp, bill::ManifestDigest, ids::WorkspaceId};
use tokio::{runtime::Handle, task::spawn_blocking};

use crate::{
    answers::Desk,
    asker::Shelf,
    import::{self, Imported, Surroundings, Wanted, import},
    keep::{self, Objects, Store},
    read::{Fault, Limits, Part},
    report::{Located, discover},
    told,
};

/// [`BillKeeper`] over folders of this machine: `<root>/<workspace>/bills` is the store, and
/// `<root>/<workspace>/incoming` where deliveries are gathered. The stores may be in a bucket instead,
/// each in the folder `<prefix>/workspaces/<workspace>/bills` of it.
pub struct FolderKeeper {
    root: PathBuf,
    bucket: Option<Bucket>,
    around: Around,
    /// Starts the process that answers queries in SQL: it calls [`crate::asker::answer`].
    pub(crate) asker: Reader,
    pub(crate) desk: Desk,
}

/// The program that does something for this one, in a process with limits: to read files it calls
/// [`crate::child::answer`].
#[derive(Debug, Clone)]
pub struct Reader {
    pub program: PathBuf,
    pub arguments: &'static [&'static str],
}

impl Reader {
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(self.arguments);
        command
    }
}

#[derive(Clone)]
struct Around {
    reader: Reader,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Surroundings for Around {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        self.random.fill(&mut bytes);
        bytes
    }

    fn progress(&self, _: u64) {}

    fn reader(&self) -> Command {
        self.reader.command()
    }
}

/// A place in S3 that bills are kept in.
pub struct Bucket {
    pub objects: Objects,
    pub name: String,
    pub region: Option<String>,
    /// What all keys begin with.
    pub prefix: String,
}

impl Bucket {
    fn folder(&self, workspace: &WorkspaceId) -> String {
        format!("{}/workspaces/{workspace}/bills", self.prefix)
    }
}

impl FolderKeeper {
    /// # Errors
    /// What the machine said about the threads that answer questions.
    pub fn new(
        root: PathBuf,
        (reader, asker): (Reader, Reader),
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> io::Result<Self> {
        let around = Around {
            reader,
            clock,
            random,
        };
        Ok(Self {
            root,
            bucket: None,
            around,
            asker,
            desk: Desk::open()?,
        })
    }

    /// Keeps bills in a bucket, for several servers. Deliveries are gathered in the folder all the same.
    #[must_use]
    pub fn in_bucket(mut self, bucket: Bucket) -> Self {
        self.bucket = Some(bucket);
        self
    }

    /// Where the store of a workspace is.
    pub(crate) fn shelf(&self, workspace: &WorkspaceId) -> Shelf {
        match &self.bucket {
            Some(bucket) => Shelf::Bucket {
                name: bucket.name.clone(),
                region: bucket.region.clone(),
                folder: bucket.folder(workspace),
            },
            None => Shelf::Folder(self.store(workspace)),
        }
    }

    /// The store of a workspace. A folder is made where it is missing.
    pub(crate) fn opened(&self, workspace: &WorkspaceId) -> keep::Result<Store> {
        match &self.bucket {
            Some(bucket) => {
                let objects = Arc::clone(&bucket.objects);
                Ok(Store::below(objects, &bucket.folder(workspace)))
            }
            None => Store::local(&self.store(workspace)),
        }
    }

    /// Where files of exports are written; they have no name there.
    pub(crate) fn exports(&self, workspace: &WorkspaceId) -> PathBuf {
        self.root.join(workspace.as_str()).join("exports")
    }

    pub(crate) fn store(&self, workspace: &WorkspaceId) -> PathBuf {
        self.root.join(workspace.as_str()).join("bills")
    }

    fn month(&self, of: &BillOf) -> PathBuf {
        let name = format!("{}-{}", of.payer, of.period);
        let workspace = self.root.join(of.workspace.as_str());
        workspace.join("incoming").join(name)
    }
}

#[async_trait]
impl BillKeeper for FolderKeeper {
    async fn gather(&self, of: &BillOf, digest: &ManifestDigest) -> Result<PathBuf, String> {
        let (month, name) = (self.month(of), digest.0.clone());
        let prepared = spawn_blocking(move || prepare(&month, &name)).await;
        prepared
            .map_err(|why| why.to_string())?
            .map_err(|(place, why)| unwritable(&place, &why))
    }

    async fn take_in(&self, of: &BillOf, digest: &ManifestDigest) -> Result<TakenIn, NotTaken> {
        let folder = self.month(of).join(&digest.0);
        let store = self.opened(&of.workspace);
        let store = store.map_err(|why| not_taken(why.into()))?;
        let (around, handle, of) = (self.around.clone(), Handle::current(), of.clone());
        let taken = spawn_blocking(move || take_in(&folder, &store, &handle, &around, &of));
        taken.await.unwrap_or_else(|why| {
            Err(NotTaken::Trouble(format!(
                "The reader of bills broke: {why}."
            )))
        })
    }

    async fn forget(&self, workspace: &WorkspaceId, payer: &AccountId) -> Result<(), String> {
        let incoming = self.root.join(workspace.as_str()).join("incoming");
        if self.bucket.is_some() {
            let store = self.opened(workspace).map_err(|why| told(&why))?;
            let forgotten = store.forget(payer.as_str()).await;
            forgotten.map_err(|why| told(&why))?;
        }
        let (store, payer) = (self.store(workspace), payer.clone());
        let forgotten = spawn_blocking(move || forget(&incoming, &store, &payer)).await;
        forgotten
            .map_err(|why| why.to_string())?
            .map_err(|(place, why)| unwritable(&place, &why))
    }

    async fn clear(&self, of: &BillOf) -> Result<(), String> {
        let month = self.month(of);
        match tokio::fs::remove_dir_all(&month).await {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(unwritable(&month, &why)),
            _ => Ok(()),
        }
    }
}

/// The folder of one delivery; those of others of the month are deleted.
fn prepare(month: &Path, name: &str) -> Result<PathBuf, (PathBuf, io::Error)> {
    let folder = month.join(name);
    let at = |place: &Path| {
        let place = place.to_owned();
        move |why| (place, why)
    };
    std::fs::create_dir_all(&folder).map_err(at(&folder))?;
    for entry in std::fs::read_dir(month).map_err(at(month))? {
        let path = entry.map_err(at(month))?.path();
        if path != folder {
            std::fs::remove_dir_all(&path).map_err(at(&path))?;
        }
    }
    Ok(folder)
}

/// The incoming months of a payer, and then what is kept of it.
fn forget(incoming: &Path, store: &Path, payer: &AccountId) -> Result<(), (PathBuf, io::Error)> {
    let of_payer = format!("{payer}-");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(incoming)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&of_payer))
        .map(|entry| entry.path())
        .collect();
    folders.push(store.join("v1").join(format!("payer={payer}")));
    for folder in folders {
        match std::fs::remove_dir_all(&folder) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => return Err((folder, why)),
            _ => {}
        }
    }
    Ok(())
}

fn unwritable(place: &Path, why: &io::Error) -> String {
    format!(
        "Landfast could not write {}: {why}. Make room on the disk, or make its folder writable.",
        place.display()
    )
}

fn take_in(
    folder: &Path,
    store: &Store,
    handle: &Handle,
    around: &Around,
    of: &BillOf,
) -> Result<TakenIn, NotTaken> {
    let located = the_one(folder, of)?;
    let wanted = Wanted {
        limits: Limits::default(),
        only: Some(Part {
            payer: of.payer.to_string(),
            period: of.period,
        }),
    };
    let imported = import(&located, store, &wanted, handle, around).map_err(not_taken)?;
    let Some(Imported { current, record }) = imported.into_iter().next() else {
        return Err(NotTaken::Bad(format!(
            "Expected the bill of {} of payer {}; found no month in the delivery. Wait for AWS's next delivery.",
            of.period, of.payer
        )));
    };
    Ok(TakenIn {
        version: current.version.to_string(),
        ledger: record.store,
    })
}

/// What was gathered, as the one delivery that it must be.
fn the_one(folder: &Path, of: &BillOf) -> Result<Located, NotTaken> {
    let mut found = discover(&[folder.to_owned()], None);
    if let Some(finding) = found.findings.first() {
        return Err(NotTaken::Bad(finding.to_string()));
    }
    let mut located = match (found.deliveries.pop(), found.deliveries.is_empty()) {
        (Some(located), true) => located,
        _ => {
            return Err(NotTaken::Bad(
                "Expected one manifest in the delivery; found another number of them.".to_owned(),
            ));
        }
    };
    let delivery = &mut located.delivery;
    if delivery.period != Some(of.period) {
        let found = delivery
            .period
            .map_or_else(|| "none".to_owned(), |period| period.to_string());
        return Err(NotTaken::Bad(format!(
            "Expected {} as the month of the manifest; found {found}. Wait for AWS's next delivery.",
            of.period
        )));
    }
    delivery.report.clone_from(&of.report);
    Ok(located)
}

/// What a full disk, a refusal of the store or an overwritten file is, AWS's delivery is not to blame for.
fn not_taken(why: import::Error) -> NotTaken {
    let next = why
        .next()
        .map(|next| format!(" {next}."))
        .unwrap_or_default();
    let said = format!("{}.{next}", told(&why));
    match why {
        import::Error::Read(why) => match why.fault {
            Fault::Unreadable(_) | Fault::Overwritten => NotTaken::Trouble(why.to_string()),
            _ => NotTaken::Bad(why.to_string()),
        },
        import::Error::Store(_) => NotTaken::Trouble(said),
        import::Error::Another { .. } => NotTaken::Bad(said),
    }
}
