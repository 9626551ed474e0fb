//! Looking as the server itself, into the account that it runs in.

use landfast_domain::{
    Account, AccountKind, Partition,
    access_key::{UserArn, permissions_of_keys},
    api_access::Judged,
    check::{Seen, Trouble},
    ids::WorkspaceId,
    own_access::{
        OwnAccessProof, OwnAccessSeen, OwnAccessWanted, judge_machine, machine_unavailable,
    },
    permissions::PermissionId,
};

use super::body::without_a_role;
use crate::{app::App, error::Result, ports::AccountSession};

impl App {
    pub(super) async fn look_as_the_server(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
    ) -> Result<(Judged, Option<OwnAccessProof>)> {
        if !self.machine_may_serve(workspace).await? {
            let why = "The server's settings no longer allow its own identity for this workspace \
                       (--machine-identity-for). Allow it again, or change the account's method to a role.";
            let trouble = Trouble::ours(why.to_owned());
            let report = machine_unavailable(&trouble, self.now());
            return Ok((without_a_role(report), None));
        }
        let session = self.ports.probe.as_the_server(&account.region);
        let (seen, kind) = self.look_around(account, session.as_ref()).await;
        let wanted = OwnAccessWanted {
            account: account.id.clone(),
            permissions: self.permissions_without_role(account, kind.as_ref()),
        };
        let judged = judge_machine(&wanted, &seen, self.now());
        Ok((without_a_role(judged.report), judged.proof))
    }

    pub(super) async fn machine_may_serve(&self, workspace: &WorkspaceId) -> Result<bool> {
        let Some(name) = &self.settings.machine_identity_for else {
            return Ok(false);
        };
        let named = self.ports.store.workspace_find(name).await?;
        Ok(named.is_some_and(|named| named.id == *workspace))
    }

    /// Which account it is comes first: in another one, and as a root user, nothing else is done.
    async fn look_around(
        &self,
        account: &Account,
        session: &dyn AccountSession,
    ) -> (OwnAccessSeen, Option<AccountKind>) {
        let mut seen = OwnAccessSeen::default();
        let caller = session.caller().await;
        let is_it = matches!(&caller, Seen::Yes(caller)
            if caller.account == account.id && UserArn::of(&caller.arn) != UserArn::Root);
        seen.caller = Some(caller);
        if !is_it {
            return (seen, None);
        }
        let membership = session.membership().await;
        let kind = match &membership {
            Seen::Yes(membership) => Some(membership.kind_of(&account.id)),
            Seen::No(_) | Seen::Trouble(_) => None,
        };
        seen.membership = Some(membership);
        let role = account.template_role();
        for id in self.permissions_without_role(account, kind.as_ref()) {
            let tried = session.try_permission(&id, &role).await;
            seen.permissions.push((id, tried));
        }
        (seen, kind)
    }

    fn permissions_without_role(
        &self,
        account: &Account,
        kind: Option<&AccountKind>,
    ) -> Vec<PermissionId> {
        let partition = Partition::of(&account.region);
        permissions_of_keys(&self.manifest, kind, partition, &account.choices)
    }
}
