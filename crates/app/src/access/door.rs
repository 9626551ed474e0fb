//! By what Landfast comes into an account: its own credentials, or a token that it signs.

use landfast_domain::{
    Account, Partition, PrincipalArn,
    account::Trust,
    check::Trouble,
    oidc::{AUDIENCE, OTHER_AUDIENCE},
    trust::Trusted,
};
use secrecy::SecretString;

use crate::{app::App, issuer::Minter, ports::Pass};

/// What is ready to be shown at the doors of one account's roles.
pub(crate) enum Door<'a> {
    Principal(PrincipalArn),
    Issuer(Minter<'a>),
}

/// What a call shows.
pub(crate) enum Show {
    /// The whole value that a trust policy may demand.
    Id(String),
    /// The same in a token for an audience that must be refused.
    IdToOthers(String),
    /// No id at all.
    Nothing,
}

impl Door<'_> {
    pub fn trusted(&self) -> Trusted {
        match self {
            Self::Principal(principal) => Trusted::Principal(principal.clone()),
            Self::Issuer(minter) => Trusted::Issuer(minter.issuer().clone()),
        }
    }

    pub async fn pass(&self, show: Show) -> Result<Pass, Trouble> {
        let (id, audience) = match show {
            Show::Id(id) => (Some(id), AUDIENCE),
            Show::IdToOthers(id) => (Some(id), OTHER_AUDIENCE),
            Show::Nothing => (None, AUDIENCE),
        };
        match self {
            Self::Principal(_) => Ok(Pass::ExternalId(id.map(SecretString::from))),
            Self::Issuer(minter) => {
                let id = id.unwrap_or_default();
                Ok(Pass::Token {
                    token: minter.token(&id, audience).await?,
                    issuer: minter.issuer().clone(),
                })
            }
        }
    }
}

impl App {
    /// # Errors
    /// Trouble of ours: no identity, no issuer, no usable key.
    pub(crate) async fn door(&self, account: &Account) -> Result<Door<'_>, Trouble> {
        match account.trust {
            Trust::Role => {
                let principal = self.ports.identity.identity().await?.principal;
                other_partition(&principal, account).map_or(Ok(Door::Principal(principal)), Err)
            }
            Trust::Issuer => self.minter().await.map(Door::Issuer),
        }
    }
}

fn other_partition(principal: &PrincipalArn, account: &Account) -> Option<Trouble> {
    let (ours, theirs) = (principal.partition(), Partition::of(&account.region));
    (ours != theirs).then(|| {
        Trouble::ours(format!(
            "Landfast runs as {principal} in the partition {ours} and cannot reach {theirs}: credentials never cross partitions. \
             Run a second Landfast with an identity in {theirs}."
        ))
    })
}
