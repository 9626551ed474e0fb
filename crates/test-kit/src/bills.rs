//! The bill's side of an account: reports, exports and buckets that a test builds and breaks.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use landfast_app::ports::{BucketAt, Fetched};
use landfast_domain::{
    Account, AccountId, Partition, Region, Timestamp,
    bill::{ManifestDigest, Period},
    billing_export::{
        CUR_2_COLUMNS, Content, Delivery, DeliveryOutcome, Destination, Export, ExportChoice,
        ExportFormat, ExportId, FileFormat, Granularity, Health, ManifestFile, ManifestPlace,
        Overwrite, Selected, place, places,
    },
    check::{Denial, Seen},
};

/// A bucket with its policy and what lies in it.
#[derive(Debug, Clone)]
pub struct FakeBucket {
    pub owner: AccountId,
    pub region: Region,
    pub policy: Option<String>,
    pub objects: BTreeMap<String, String>,
}

/// The bills of one account. Buckets have names of their own and are looked up in all accounts.
#[derive(Debug, Clone, Default)]
pub struct FakeBills {
    pub reports: Vec<Export>,
    pub exports: Vec<Export>,
    pub deliveries: BTreeMap<String, Vec<Delivery>>,
    pub buckets: BTreeMap<String, FakeBucket>,
}

impl FakeBills {
    /// What the stacks of a choice leave: the export, the bucket and its policy; nothing delivered yet.
    #[must_use]
    pub fn launched(account: &Account, choice: &ExportChoice, now: Timestamp) -> Self {
        let mut bills = Self::default();
        let export = export(account, choice, now);
        match choice.format {
            ExportFormat::LegacyCur => bills.reports.push(export),
            ExportFormat::Cur2 | ExportFormat::Focus12 => bills.exports.push(export),
        }
        let bucket = FakeBucket {
            owner: account.id.clone(),
            region: choice.bucket_region.clone(),
            policy: Some(policy(account, choice)),
            objects: BTreeMap::new(),
        };
        bills.buckets.insert(choice.bucket.to_string(), bucket);
        bills
    }

    /// AWS delivers the export of `choice`.
    pub fn deliver(&mut self, choice: &ExportChoice, now: Timestamp) {
        let delivery = Delivery {
            started_at: Some(now),
            completed_at: Some(now),
            outcome: DeliveryOutcome::Delivered,
        };
        for export in self.reports.iter_mut().chain(&mut self.exports) {
            export.last_delivery = Some(now);
            if let ExportId::Export { arn } = &export.id {
                let all = self.deliveries.entry(arn.clone()).or_default();
                all.insert(0, delivery.clone());
            }
        }
        let manifest = match choice.format {
            ExportFormat::LegacyCur => format!(
                r#"{{"bucket":"{}","reportKeys":["{}1.parquet"]}}"#,
                choice.bucket,
                choice.root()
            ),
            ExportFormat::Cur2 | ExportFormat::Focus12 => format!(
                r#"{{"dataFiles":["s3://{}/{}data/1.parquet"]}}"#,
                choice.bucket,
                choice.root()
            ),
        };
        let place = places(choice, Overwrite::InPlace, now).into_iter().next();
        let bucket = self.buckets.get_mut(choice.bucket.as_str());
        if let (Some(bucket), Some(ManifestPlace::Key(key))) = (bucket, place) {
            bucket.objects.insert(key, manifest);
        }
    }

    /// AWS delivers a month: the files, by what they are called in its folder, and then the manifest.
    pub fn deliver_month(&mut self, choice: &ExportChoice, month: Period, files: &[(&str, &str)]) {
        let Some(bucket) = self.buckets.get_mut(choice.bucket.as_str()) else {
            return;
        };
        let folder = format!("{}data/BILLING_PERIOD={month}/", choice.root());
        let mut listed = Vec::new();
        for (name, text) in files {
            let key = format!("{folder}{name}");
            listed.push(format!(r#""s3://{}/{key}""#, choice.bucket));
            bucket.objects.insert(key, (*text).to_owned());
        }
        let all: String = files.iter().map(|(_, text)| *text).collect();
        let ManifestDigest(version) = ManifestDigest::of(&all);
        let files = listed.join(",");
        let manifest = format!(r#"{{"dataFiles":[{files}],"executionId":"{version}"}}"#);
        if let ManifestPlace::Key(key) = place(choice, Overwrite::InPlace, month) {
            bucket.objects.insert(key, manifest);
        }
    }

    pub(crate) fn region(&self, at: &BucketAt) -> Seen<Option<Region>> {
        self.owned(at, |bucket| Some(bucket.region.clone()), None)
    }

    pub(crate) fn policy(&self, at: &BucketAt) -> Seen<Option<String>> {
        self.owned(at, |bucket| bucket.policy.clone(), None)
    }

    pub(crate) fn manifest(
        &self,
        at: &BucketAt,
        places: &[ManifestPlace],
    ) -> Seen<Option<ManifestFile>> {
        let newest = |bucket: &FakeBucket| {
            places.iter().find_map(|place| {
                let fits = |key: &&String| match place {
                    ManifestPlace::Key(wanted) => *key == wanted,
                    ManifestPlace::NewestUnder { prefix, ending } => {
                        key.starts_with(prefix) && key.ends_with(ending)
                    }
                };
                let key = bucket.objects.keys().rfind(fits)?;
                Some(ManifestFile {
                    key: key.clone(),
                    place: place.clone(),
                    text: bucket.objects.get(key)?.clone(),
                    modified_at: None,
                })
            })
        };
        self.owned(at, newest, None)
    }

    /// As S3 does: the bucket of anybody but the expected owner is refused without a reason.
    /// The folders right under a prefix.
    pub(crate) fn folders(&self, at: &BucketAt, prefix: &str) -> Seen<Vec<String>> {
        let names = |bucket: &FakeBucket| {
            let below = bucket
                .objects
                .keys()
                .filter_map(|key| key.strip_prefix(prefix));
            let names: BTreeSet<String> = below
                .filter_map(|rest| rest.split_once('/'))
                .map(|(name, _)| name.to_owned())
                .collect();
            names.into_iter().collect()
        };
        self.owned(at, names, Vec::new())
    }

    pub(crate) fn object(&self, at: &BucketAt, key: &str) -> Seen<Option<String>> {
        self.owned(at, |bucket| bucket.objects.get(key).cloned(), None)
    }

    fn owned<T>(&self, at: &BucketAt, answer: impl FnOnce(&FakeBucket) -> T, none: T) -> Seen<T> {
        match self.buckets.get(at.bucket.as_str()) {
            None => Seen::Yes(none),
            Some(bucket)
                if at
                    .owner
                    .as_ref()
                    .is_some_and(|owner| *owner != bucket.owner) =>
            {
                Seen::No(Denial {
                    code: "AccessDenied".to_owned(),
                    message: "Access Denied".to_owned(),
                    request_id: Some("fake-request".to_owned()),
                })
            }
            Some(bucket) => Seen::Yes(answer(bucket)),
        }
    }
}

/// What fetching an object into a file gives.
pub(crate) fn written(object: Option<String>, file: &Path) -> Fetched {
    match object.map(|text| fs::write(file, &text).map(|()| text.len())) {
        Some(Ok(bytes)) => Fetched::Whole {
            bytes: u64::try_from(bytes).unwrap_or_default(),
            modified_at: None,
        },
        Some(Err(why)) => Fetched::NotWritten(why.to_string()),
        None => Fetched::Missing,
    }
}

fn export(account: &Account, choice: &ExportChoice, now: Timestamp) -> Export {
    let partition = Partition::of(&account.region);
    let (name, legacy) = (
        choice.name.to_string(),
        choice.format == ExportFormat::LegacyCur,
    );
    let arn = format!(
        "arn:{partition}:bcm-data-exports:{}:{}:export/{name}-1",
        partition.home_region(),
        account.id
    );
    Export {
        id: if legacy {
            ExportId::Report { name: name.clone() }
        } else {
            ExportId::Export { arn }
        },
        name,
        content: match choice.format.table() {
            Some(table) => Content::Table(table.to_owned()),
            None => Content::LegacyCur,
        },
        granularity: Some(Granularity::Hourly),
        resource_ids: Some(true),
        manual_discounts: false,
        files: FileFormat::Parquet,
        overwrite: Overwrite::InPlace,
        selected: match choice.format {
            ExportFormat::Cur2 => Selected::Columns(CUR_2_COLUMNS.map(str::to_owned).to_vec()),
            ExportFormat::LegacyCur | ExportFormat::Focus12 => Selected::Everything,
        },
        destination: Destination {
            bucket: choice.bucket.to_string(),
            prefix: choice.prefix.to_string(),
            region: choice.bucket_region.to_string(),
            owner: None,
        },
        health: Health::Healthy,
        refreshes_closed: true,
        created_at: (!legacy).then_some(now),
        last_delivery: None,
    }
}

fn policy(account: &Account, choice: &ExportChoice) -> String {
    let (partition, bucket) = (Partition::of(&account.region), &choice.bucket);
    let (service, id) = (choice.format.service(), &account.id);
    format!(
        r#"{{"Statement":[{{"Effect":"Allow","Principal":{{"Service":"{service}"}},"Action":"s3:PutObject","Resource":"arn:{partition}:s3:::{bucket}/*","Condition":{{"StringEquals":{{"aws:SourceAccount":"{id}"}}}}}},{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{{"Bool":{{"aws:SecureTransport":"false"}}}}}}]}}"#
    )
}
