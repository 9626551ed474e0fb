//! Everything that the judge of traps wants to know, gathered after a search.

use std::sync::Arc;

use landfast_domain::machine::{BundleVariables, Lost, Observed, Source};

use super::{
    endpoints,
    journal::{Attempt, Journal},
    metadata::MetadataClient,
    proxies, token_files,
};
use crate::{environment::Environment, watch::Watch};

/// What is looked at.
pub(super) struct Look {
    pub environment: Environment,
    pub journal: Journal,
    pub watch: Watch,
    pub metadata: Arc<MetadataClient>,
}

impl Look {
    pub async fn observe(&self) -> Observed {
        let used = self.journal.used();
        let fixed_keys = self.journal.fixed_keys();
        let variable = |name| self.environment.get(name);
        let web_token = async {
            let path = variable("AWS_WEB_IDENTITY_TOKEN_FILE")?;
            Some(token_files::web_token(path).await)
        };
        let container_token = async {
            let path = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")?;
            Some(token_files::container_token(path).await)
        };
        let metadata = async {
            let asked = used.is_none() || fixed_keys;
            let asked = asked && !self.environment.flag("AWS_EC2_METADATA_DISABLED");
            if asked {
                Some(self.metadata.look().await)
            } else {
                None
            }
        };
        let (web_token, container_token, metadata) =
            tokio::join!(web_token, container_token, metadata);
        let glimpse = self.watch.read();
        Observed {
            used,
            fixed_keys,
            lost: lost(&self.journal),
            set_up: self.set_up(),
            web_token,
            container_token,
            metadata,
            proxied: proxies::proxied(&self.environment),
            clock: glimpse.clock,
            tls: glimpse.tls,
            bundle: self.bundle(),
        }
    }

    fn set_up(&self) -> Vec<Source> {
        let web_identity = self.environment.has("AWS_WEB_IDENTITY_TOKEN_FILE");
        let container = endpoints::container(&self.environment).is_some();
        [
            (Source::WebIdentity, web_identity),
            (Source::Container, container),
        ]
        .into_iter()
        .filter(|(_, there)| *there)
        .map(|(source, _)| source)
        .collect()
    }

    fn bundle(&self) -> BundleVariables {
        let variable = |name| self.environment.get(name).map(ToOwned::to_owned);
        BundleVariables {
            ssl_cert_file: variable("SSL_CERT_FILE"),
            ssl_cert_dir: variable("SSL_CERT_DIR"),
            aws_ca_bundle: variable("AWS_CA_BUNDLE"),
        }
    }
}

fn lost(journal: &Journal) -> Vec<Lost> {
    let attempts = journal.read().into_iter();
    attempts
        .filter_map(|(source, attempt)| {
            let why = match attempt {
                Attempt::Absent(why) | Attempt::Failed(why) => why,
                Attempt::Asked => "no answer in time".to_owned(),
                Attempt::NotTried | Attempt::Used => return None,
            };
            Some(Lost { source, why })
        })
        .collect()
}
