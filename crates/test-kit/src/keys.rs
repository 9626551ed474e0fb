use std::{
    fmt::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use landfast_app::ports::{
    AccountSession, Answered, BillingSession, BucketAt, Fetched, KeyDoor, KeyPair, KeySession,
    StackSetAt, StackSetChange, StackSetSession, TreeSeen,
};
use landfast_domain::{
    AccountId, Partition, Region, RoleArn,
    access_key::{AccessKeyId, KeyStatus, ListedKey},
    api_access::{Caller, Membership, RoleFacts},
    billing_export::{Delivery, Export, ManifestFile, ManifestPlace},
    check::{Denial, Seen, Trouble, TroubleKind},
    organization::{
        Listed,
        stack_set::{Operation, StackSetReading, StackSetSeen},
    },
    permissions::{PermissionId, RolePolicies},
};
use secrecy::{ExposeSecret, SecretString};

use crate::{ambient::HandClock, aws::FakeAws, bills::written};

/// An access key as AWS knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeKey {
    pub id: String,
    pub secret: String,
    pub account: AccountId,
    /// The user's name, or `root`.
    pub user: String,
    pub active: bool,
    /// How many calls it still lets pass without an answer, as IAM does with new keys.
    pub silent: u32,
}

#[derive(Debug, Default)]
struct Keys {
    all: Vec<FakeKey>,
    /// How many were ever made by `iam:CreateAccessKey`.
    made: u32,
    /// New keys are silent for so many calls.
    silent: u32,
    /// Actions that every user is denied.
    denied: Vec<String>,
    /// Where they outlive the process.
    file: Option<PathBuf>,
}

/// The access keys of all users of a fake AWS.
#[derive(Debug, Clone, Default)]
pub struct FakeKeys(Arc<Mutex<Keys>>);

impl FakeKeys {
    fn inside(&self) -> MutexGuard<'_, Keys> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the keys, and writes them down where they outlive the process.
    fn change<T>(&self, change: impl FnOnce(&mut Keys) -> T) -> T {
        let mut keys = self.inside();
        let result = change(&mut keys);
        keys.write();
        result
    }

    pub fn put(&self, key: FakeKey) {
        self.change(|keys| {
            keys.all.retain(|other| other.id != key.id);
            keys.all.push(key);
        });
    }

    pub fn edit(&self, id: &str, edit: impl FnOnce(&mut FakeKey)) {
        self.change(|keys| {
            keys.all
                .iter_mut()
                .filter(|key| key.id == id)
                .take(1)
                .for_each({
                    let mut edit = Some(edit);
                    move |key| {
                        if let Some(edit) = edit.take() {
                            edit(key);
                        }
                    }
                })
        });
    }

    /// Every user is denied `action` from now on.
    pub fn deny(&self, action: &str) {
        self.change(|keys| keys.denied.push(action.to_owned()));
    }

    pub fn allow_all(&self) {
        self.change(|keys| keys.denied.clear());
    }

    /// Keys made from now on let the first `calls` pass without an answer.
    pub fn new_ones_are_silent_for(&self, calls: u32) {
        self.change(|keys| keys.silent = calls);
    }

    #[must_use]
    pub fn all(&self) -> Vec<FakeKey> {
        self.inside().all.clone()
    }

    /// Keeps the keys in a file, for tests in which processes die.
    pub fn keep_in(&self, file: PathBuf) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let mut keys = self.inside();
        keys.file = Some(file);
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["made", made] => keys.made = made.parse().unwrap_or_default(),
                [id, secret, account, user, active, silent] => {
                    if let Ok(account) = AccountId::parse(account) {
                        let key = FakeKey {
                            id: (*id).to_owned(),
                            secret: (*secret).to_owned(),
                            account,
                            user: (*user).to_owned(),
                            active: *active == "true",
                            silent: silent.parse().unwrap_or_default(),
                        };
                        keys.all.push(key);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Keys {
    fn write(&self) {
        let Some(file) = &self.file else { return };
        let mut text = format!("made {}\n", self.made);
        for key in &self.all {
            let FakeKey {
                id,
                secret,
                account,
                user,
                active,
                silent,
            } = key;
            let _ = writeln!(text, "{id} {secret} {account} {user} {active} {silent}");
        }
        // In one piece: the process may be killed at any point.
        let aside = file.with_extension("aside");
        let _ = std::fs::write(&aside, text).and_then(|()| std::fs::rename(&aside, file));
    }

    fn make(&mut self, account: &AccountId, user: &str) -> Option<FakeKey> {
        let of_user = |key: &&FakeKey| key.account == *account && key.user == user;
        if self.all.iter().filter(of_user).count() >= 2 {
            return None;
        }
        self.made += 1;
        let key = FakeKey {
            id: format!("AKIANEW{:013}", self.made),
            secret: format!("newCANARYsecret{:025}", self.made),
            account: account.clone(),
            user: user.to_owned(),
            active: true,
            silent: self.silent,
        };
        self.all.push(key.clone());
        Some(key)
    }
}

fn no<T>(code: &str) -> Seen<T> {
    Seen::No(Denial {
        code: code.to_owned(),
        message: "said AWS".to_owned(),
        request_id: Some("fake-request".to_owned()),
    })
}

impl KeyDoor for FakeAws {
    fn enter(&self, key: &KeyPair, _: &Region) -> Arc<dyn KeySession> {
        Arc::new(FakeKeySession {
            aws: self.clone(),
            pair: key.clone(),
        })
    }
}

pub(crate) struct FakeKeySession {
    aws: FakeAws,
    pair: KeyPair,
}

impl FakeKeySession {
    /// Whose key it is, as far as AWS lets it in.
    fn known(&self) -> Result<FakeKey, &'static str> {
        self.aws.keys.change(|keys| {
            let mut all = keys.all.iter_mut();
            let found = all.find(|key| key.id == self.pair.id.as_str() && key.active);
            let Some(key) = found else {
                return Err("InvalidClientTokenId");
            };
            if key.silent > 0 {
                key.silent -= 1;
                return Err("InvalidClientTokenId");
            }
            if key.secret != self.pair.secret.expose_secret() {
                return Err("SignatureDoesNotMatch");
            }
            Ok(key.clone())
        })
    }

    /// A call of IAM or Organizations: a key that is not known is an outage there.
    fn act<T>(&self, action: &str, answer: impl FnOnce(&FakeKey) -> Seen<T>) -> Seen<T> {
        if let Some(trouble) = self
            .aws
            .call(format!("{action} by {}", self.pair.id.last4()))
        {
            return Seen::Trouble(trouble);
        }
        let answer = match self.known() {
            Err(code) => Seen::Trouble(Trouble {
                kind: TroubleKind::Outage,
                detail: format!("AWS did not accept the key ({code})."),
                request_id: None,
                retry_after: None,
            }),
            Ok(_)
                if self
                    .aws
                    .keys
                    .inside()
                    .denied
                    .iter()
                    .any(|one| one == action) =>
            {
                no("AccessDenied")
            }
            Ok(key) => answer(&key),
        };
        self.aws.passed(&format!("after {action}"));
        answer
    }
}

/// By a key everything of the account is seen: its policies are the user's business.
#[async_trait]
impl BillingSession for FakeKeySession {
    async fn reports(&self) -> Seen<Vec<Export>> {
        self.act("cur:DescribeReportDefinitions", |key| {
            Seen::Yes(self.aws.bills(&key.account).reports)
        })
    }

    async fn exports(&self) -> Seen<Vec<Export>> {
        self.act("bcm-data-exports:ListExports", |key| {
            Seen::Yes(self.aws.bills(&key.account).exports)
        })
    }

    async fn deliveries(&self, export_arn: &str) -> Seen<Vec<Delivery>> {
        self.act("bcm-data-exports:ListExecutions", |key| {
            let mut bills = self.aws.bills(&key.account);
            Seen::Yes(bills.deliveries.remove(export_arn).unwrap_or_default())
        })
    }

    async fn bucket_region(&self, at: &BucketAt) -> Seen<Option<Region>> {
        self.act("s3:GetBucketLocation", |key| {
            self.aws.bills(&key.account).region(at)
        })
    }

    async fn bucket_policy(&self, at: &BucketAt) -> Seen<Option<String>> {
        self.act("s3:GetBucketPolicy", |key| {
            self.aws.bills(&key.account).policy(at)
        })
    }

    async fn manifest(
        &self,
        at: &BucketAt,
        places: &[ManifestPlace],
    ) -> Seen<Option<ManifestFile>> {
        self.act("s3:GetObject", |key| {
            self.aws.bills(&key.account).manifest(at, places)
        })
    }

    async fn folders(&self, at: &BucketAt, prefix: &str) -> Seen<Vec<String>> {
        self.act("s3:ListBucket", |key| {
            self.aws.bills(&key.account).folders(at, prefix)
        })
    }

    async fn fetch(&self, at: &BucketAt, object: &str, file: &Path) -> Seen<Fetched> {
        self.act("s3:GetObject", |key| {
            let found = self.aws.bills(&key.account).object(at, object);
            found.map(|text| written(text, file))
        })
    }
}

#[async_trait]
impl StackSetSession for FakeKeySession {
    async fn stack_set(&self, _: &StackSetAt) -> Seen<StackSetReading> {
        self.act("cloudformation:DescribeStackSet", |key| {
            Seen::Yes(self.aws.stack_set_of(&key.account))
        })
    }

    async fn stack_set_operation(
        &self,
        _: &StackSetAt,
        operation: Option<&str>,
    ) -> Seen<(Option<StackSetSeen>, Option<Operation>)> {
        self.act("cloudformation:DescribeStackSetOperation", |key| {
            Seen::Yes(self.aws.stack_set_operation_of(&key.account, operation))
        })
    }

    async fn change_stack_set(&self, at: &StackSetAt, change: &StackSetChange) -> Seen<Answered> {
        self.act("cloudformation:UpdateStackSet", |key| {
            Seen::Yes(self.aws.changed(&key.account, |one| one.change(at, change)))
        })
    }
}

#[async_trait]
impl AccountSession for FakeKeySession {
    async fn caller(&self) -> Seen<Caller> {
        let line = format!("sts:GetCallerIdentity by {}", self.pair.id.last4());
        if let Some(trouble) = self.aws.call(line) {
            return Seen::Trouble(trouble);
        }
        let known = self.known();
        self.aws.passed("after sts:GetCallerIdentity");
        match known {
            Err(code) => no(code),
            Ok(key) => {
                let whose = match key.user.as_str() {
                    "root" => "root".to_owned(),
                    name => format!("user/{name}"),
                };
                Seen::Yes(Caller {
                    arn: format!("arn:{}:iam::{}:{whose}", Partition::Aws, key.account),
                    account: key.account,
                    role_unique_id: "AIDAFAKE".to_owned(),
                })
            }
        }
    }

    async fn role(&self, _: &RoleArn) -> Seen<RoleFacts> {
        self.act("iam:GetRole", |_| no("NoSuchEntity"))
    }

    async fn policies(&self, _: &RoleArn) -> Seen<RolePolicies> {
        self.act("iam:GetRolePolicy", |_| no("NoSuchEntity"))
    }

    async fn membership(&self) -> Seen<Membership> {
        self.act("organizations:DescribeOrganization", |key| {
            Seen::Yes(self.aws.membership_of(&key.account))
        })
    }

    async fn members(&self) -> Seen<Vec<Listed>> {
        no("AccessDenied")
    }

    async fn tree(&self) -> Seen<TreeSeen> {
        no("AccessDenied")
    }

    async fn try_permission(&self, id: &PermissionId, _: &RoleArn) -> Seen<()> {
        self.act(&id.action().to_string(), |_| Seen::Yes(()))
    }
}

#[async_trait]
impl KeySession for FakeKeySession {
    async fn list_keys(&self, user: &str) -> Seen<Vec<ListedKey>> {
        self.act("iam:ListAccessKeys", |key| {
            let mut listed = self.aws.keys.all();
            listed.retain(|one| one.account == key.account && one.user == user);
            let listed = listed.into_iter().map(|one| ListedKey {
                id: one.id,
                status: if one.active {
                    KeyStatus::Active
                } else {
                    KeyStatus::Inactive
                },
                created_at: Some(HandClock::START),
            });
            Seen::Yes(listed.collect())
        })
    }

    async fn create_key(&self, user: &str) -> Seen<KeyPair> {
        self.act("iam:CreateAccessKey", |key| {
            let account = key.account.clone();
            let made = self.aws.keys.change(|keys| keys.make(&account, user));
            let made = made.and_then(|key| {
                let id = AccessKeyId::parse(&key.id).ok()?;
                let secret = SecretString::from(key.secret);
                Some(KeyPair { id, secret })
            });
            made.map_or_else(|| no("LimitExceeded"), Seen::Yes)
        })
    }

    async fn set_key_status(&self, _: &str, key: &str, status: KeyStatus) -> Seen<()> {
        self.act("iam:UpdateAccessKey", |_| {
            self.aws
                .keys
                .edit(key, |one| one.active = status == KeyStatus::Active);
            Seen::Yes(())
        })
    }

    async fn delete_key(&self, _: &str, key: &str) -> Seen<()> {
        self.act("iam:DeleteAccessKey", |_| {
            self.aws
                .keys
                .change(|keys| keys.all.retain(|one| one.id != key));
            Seen::Yes(())
        })
    }
}
