//! Going into a payer by the role of a permit.

use std::sync::Arc;

use landfast_domain::{Account, activation::Permit, check::Seen};

use crate::{
    access::Show,
    app::App,
    ports::{AccountSession, AssumeRole},
};

impl App {
    /// A session in the payer with what the permit lets Landfast do. `purpose` names the job in the payer's
    /// CloudTrail. Ask [`Permit::is_open`] first: a permit that has run out is refused like one that
    /// was never granted.
    pub async fn enter_permit(
        &self,
        payer: &Account,
        permit: &Permit,
        purpose: &str,
    ) -> Seen<Arc<dyn AccountSession>> {
        let account = in_place_of(payer, permit);
        let show = Show::Id(permit.external_id.bound_to(&payer.id));
        let pass = match self.door(&account).await {
            Ok(door) => door.pass(show).await,
            Err(trouble) => Err(trouble),
        };
        let pass = match pass {
            Ok(pass) => pass,
            Err(trouble) => return Seen::Trouble(trouble),
        };
        let call = AssumeRole {
            role: permit.role_arn(),
            pass,
            session_name: format!("landfast-{purpose}-{}", payer.id),
            region: permit.region.clone(),
        };
        self.ports.probe.assume(&call).await
    }
}

/// The payer as if the role of the permit were the one it is registered with.
pub(crate) fn in_place_of(payer: &Account, permit: &Permit) -> Account {
    Account {
        external_id: permit.external_id.clone(),
        rotation: None,
        trust: permit.trust,
        region: permit.region.clone(),
        role_name: permit.role_name.clone(),
        candidate: None,
        proven: None,
        ..payer.clone()
    }
}
