//! The server's own side: its identity, its machine and its bucket for templates.

use async_trait::async_trait;
use landfast_app::ports::{
    Identity, IdentitySource, OwnIdentity, Published, SourceOutcome, TemplateStore,
};
use landfast_domain::{AccountId, Partition, Timestamp, check::Trouble, machine::TrapFinding};

use super::FakeAws;

#[async_trait]
impl OwnIdentity for FakeAws {
    async fn identity(&self) -> Result<Identity, Trouble> {
        let principal = self.inside().principal.clone();
        principal
            .map(|principal| Identity {
                principal,
                source: "environment".to_owned(),
            })
            .ok_or_else(|| Trouble::ours("There are no credentials.".to_owned()))
    }

    async fn sources(&self) -> Vec<IdentitySource> {
        vec![IdentitySource {
            source: "environment".to_owned(),
            outcome: SourceOutcome::Used,
            detail: "a fake".to_owned(),
        }]
    }

    async fn traps(&self, _: Timestamp) -> Vec<TrapFinding> {
        self.inside().traps.clone()
    }
}

#[async_trait]
impl TemplateStore for FakeAws {
    fn url(&self, file_name: &str) -> Option<String> {
        let suffix = Partition::Aws.dns_suffix();
        let url = format!("https://templates.s3.us-east-1.{suffix}/{file_name}");
        self.inside().bucket.map(|_| url)
    }

    async fn publish(&self, file_name: &str, _: &str) -> Result<String, Trouble> {
        self.put_bucket(Published::Same);
        self.url(file_name)
            .ok_or_else(|| Trouble::ours("There is no bucket.".to_owned()))
    }

    async fn published(&self, _: &str, _: &str) -> Result<Published, Trouble> {
        Ok(self.inside().bucket.unwrap_or(Published::Nothing))
    }

    fn bucket(&self) -> Option<(String, Option<AccountId>)> {
        let bucket = self.inside().bucket;
        bucket.map(|_| ("templates".to_owned(), None))
    }
}
