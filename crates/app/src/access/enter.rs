//! Going into a proven account to read something of it, by whatever proved it.

use std::sync::Arc;

use landfast_domain::{
    Account, Method,
    check::{Seen, Trouble},
    ids::WorkspaceId,
};

use super::Show;
use crate::{
    app::App,
    error::Result,
    ports::{AccountSession, AssumeRole, KeyStanding, StoredKey},
};

const NOT_ALLOWED: &str = "The server's settings no longer allow its own identity for this workspace (--machine-identity-for).";

impl App {
    /// A session of the account. `purpose` names the job in the customer's CloudTrail.
    pub(crate) async fn enter(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        purpose: &str,
    ) -> Result<Seen<Arc<dyn AccountSession>>> {
        if account.proven.is_some() {
            return Ok(self.enter_by_role(account, purpose).await);
        }
        if account.method == Method::MachineIdentity {
            if !self.machine_may_serve(workspace).await? {
                return Ok(Seen::Trouble(Trouble::ours(NOT_ALLOWED.to_owned())));
            }
            let session = self.ports.probe.as_the_server(&account.region);
            return Ok(of_account(account, session).await);
        }
        let rows = self.ports.store.workspace(workspace);
        let keys = rows.keys(&account.id).await?;
        let proven = |key: &&StoredKey| key.standing == KeyStanding::Proven;
        if let Some(key) = keys.iter().find(proven) {
            let pair = self.open_key(workspace, key).await?;
            let session = self.ports.keys.enter(&pair, &account.region);
            return Ok(of_account(account, session).await);
        }
        let why =
            "Nothing that proved access to this account may be used now. Check its API access.";
        Ok(Seen::Trouble(Trouble::ours(why.to_owned())))
    }

    /// While the external id is rotated, either may be in the role.
    async fn enter_by_role(
        &self,
        account: &Account,
        purpose: &str,
    ) -> Seen<Arc<dyn AccountSession>> {
        let next = account.rotation.as_ref().map(|rotation| &rotation.next);
        let mut answer = Seen::Trouble(Trouble::ours("No external id is known.".to_owned()));
        for id in next.into_iter().chain([&account.external_id]) {
            let show = Show::Id(id.bound_to(&account.id));
            answer = self.show_at(account, show, purpose).await;
            if !matches!(answer, Seen::No(_)) {
                return answer;
            }
        }
        answer
    }

    /// One try at the account's role.
    pub(crate) async fn show_at(
        &self,
        account: &Account,
        show: Show,
        purpose: &str,
    ) -> Seen<Arc<dyn AccountSession>> {
        let pass = match self.door(account).await {
            Ok(door) => door.pass(show).await,
            Err(trouble) => Err(trouble),
        };
        let pass = match pass {
            Ok(pass) => pass,
            Err(trouble) => return Seen::Trouble(trouble),
        };
        let call = AssumeRole {
            // A pasted role counts only once it is proven.
            role: match &account.proven {
                Some(proven) => proven.arn.clone(),
                None => account.role_to_try(),
            },
            pass,
            session_name: format!("landfast-{purpose}-{}", account.id),
            region: account.region.clone(),
        };
        self.ports.probe.assume(&call).await
    }
}

/// A role's ARN names its account; a key and the server's identity have to be asked.
async fn of_account(
    account: &Account,
    session: Arc<dyn AccountSession>,
) -> Seen<Arc<dyn AccountSession>> {
    match session.caller().await {
        Seen::Yes(caller) if caller.account == account.id => Seen::Yes(session),
        Seen::Yes(caller) => Seen::Trouble(Trouble::ours(format!(
            "What opened account {} opens account {} now.",
            account.id, caller.account
        ))),
        Seen::No(denial) => Seen::No(denial),
        Seen::Trouble(trouble) => Seen::Trouble(trouble),
    }
}
