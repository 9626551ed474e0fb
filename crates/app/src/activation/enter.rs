//! Going into a payer by the role of a permit.

use std::sync::Arc;

use landfast_domain::{
    Account,
    activation::{Permit, PermitUse},
    check::{Denial, Seen, Trouble},
    ids::{PermitId, WorkspaceId},
};

use crate::{
    access::Show,
    app::App,
    error::Result,
    ports::{AccountSession, AssumeRole},
};

/// What came of going in by a permit.
pub(crate) enum Entered {
    In(Arc<dyn AccountSession>),
    /// It is not open, or not for this; why, for people. AWS was not asked.
    Closed(String),
    Refused(Denial),
    Trouble(Trouble),
}

impl App {
    /// A session in the payer with what the permit lets Landfast do. The one place where such a session is made:
    /// the permit is read anew and must be open now, for what is wanted. `purpose` names the job in the payer's
    /// CloudTrail.
    pub(crate) async fn enter_permit(
        &self,
        workspace: &WorkspaceId,
        payer: &Account,
        permit: &PermitId,
        wanted: PermitUse<'_>,
        purpose: &str,
    ) -> Result<Entered> {
        let rows = self.ports.store.workspace(workspace);
        let found = rows.permit_find(permit).await?;
        let Some(permit) = found.filter(|permit| permit.payer == payer.id) else {
            let why = format!("Payer {} has no such permit any more.", payer.id);
            return Ok(Entered::Closed(why));
        };
        if let Some(why) = permit.why_not_use(wanted, self.now()) {
            return Ok(Entered::Closed(why));
        }
        let seen = self.assume_permit(payer, &permit, purpose).await;
        Ok(match seen {
            Seen::Yes(session) => Entered::In(session),
            Seen::No(denial) => Entered::Refused(denial),
            Seen::Trouble(trouble) => Entered::Trouble(trouble),
        })
    }

    async fn assume_permit(
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
