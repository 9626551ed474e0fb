//! Looking: the calls of one check, in the order that keeps them meaningful. No judgement here.

use std::sync::Arc;

use landfast_domain::{
    Account, AccountId, AccountKind, Partition, RoleArn,
    api_access::{ApiAccessSeen, Elsewhere, Membership, RotationLook},
    check::{Seen, Trouble},
    external_id::{ExternalId, RANDOM_BYTES},
    permissions::{Manifest, PermissionId},
};

use super::{
    body::in_force,
    door::{Door, Show},
};
use crate::{
    app::App,
    ports::{AccountProbe, AccountSession, AssumeRole},
};

/// How many other accounts of the workspace are tried when the right one refuses.
pub(super) const ELSEWHERE_TRIES: usize = 10;

/// One look at an account.
pub(super) struct Observer<'a> {
    pub app: &'a App,
    pub account: &'a Account,
    pub role: &'a RoleArn,
    pub door: &'a Door<'a>,
}

impl Observer<'_> {
    /// The positive probe first; the negative ones only after it succeeded, because before that a
    /// refusal means nothing. None of them can be left out.
    pub async fn look(&self, others: &[Account]) -> ApiAccessSeen {
        let mut seen = ApiAccessSeen::default();
        let answer = match &self.account.rotation {
            Some(rotation) => self.by_either(&rotation.next, &mut seen).await,
            None => self.by(&self.account.external_id).await,
        };
        match answer {
            Seen::Yes(session) => self.look_inside(session.as_ref(), &mut seen).await,
            Seen::Trouble(trouble) => seen.with_external_id = Some(Seen::Trouble(trouble)),
            Seen::No(denial) => {
                seen.with_external_id = Some(Seen::No(denial));
                seen.elsewhere = self.elsewhere(others).await;
            }
        }
        seen
    }

    /// The positive probe, then the refusals, then the role itself; nothing else inside.
    pub async fn knock(&self) -> ApiAccessSeen {
        let mut seen = ApiAccessSeen::default();
        match self.by(&self.account.external_id).await {
            Seen::Yes(session) => {
                let caller = session.caller().await;
                let answered = matches!(caller, Seen::Yes(_));
                seen.with_external_id = Some(caller);
                if answered {
                    self.look_for_refusals(&mut seen).await;
                    seen.role = Some(session.role(self.role).await);
                }
            }
            Seen::No(denial) => seen.with_external_id = Some(Seen::No(denial)),
            Seen::Trouble(trouble) => seen.with_external_id = Some(Seen::Trouble(trouble)),
        }
        seen
    }

    async fn by(&self, id: &ExternalId) -> Seen<Arc<dyn AccountSession>> {
        self.assume(self.role, Show::Id(id.bound_to(&self.account.id)))
            .await
    }

    /// By the new external id, or else by the old one.
    async fn by_either(
        &self,
        new: &ExternalId,
        seen: &mut ApiAccessSeen,
    ) -> Seen<Arc<dyn AccountSession>> {
        let old = &self.account.external_id;
        match self.by(new).await {
            Seen::Yes(session) => {
                seen.rotation = Some(RotationLook {
                    new_answers: true,
                    old: Some(self.by(old).await.map(drop)),
                });
                Seen::Yes(session)
            }
            Seen::No(_) => {
                seen.rotation = Some(RotationLook {
                    new_answers: false,
                    old: None,
                });
                self.by(old).await
            }
            Seen::Trouble(trouble) => Seen::Trouble(trouble),
        }
    }

    async fn look_inside(&self, session: &dyn AccountSession, seen: &mut ApiAccessSeen) {
        let caller = session.caller().await;
        let known = matches!(caller, Seen::Yes(_));
        seen.with_external_id = Some(caller);
        if !known {
            return;
        }
        self.look_for_refusals(seen).await;
        seen.role = Some(session.role(self.role).await);
        if self.account.from_template() && matches!(seen.role, Some(Seen::Yes(_))) {
            seen.policies = Some(session.policies(self.role).await);
        }
        let membership = session.membership().await;
        let kind = kind(&self.account.id, &membership);
        seen.membership = Some(membership);
        let manifest = &self.app.manifest;
        for id in wanted_permissions(manifest, kind.as_ref(), self.account) {
            let tried = session.try_permission(&id, self.role).await;
            seen.permissions.push((id, tried));
        }
    }

    /// What must be refused, by whom the role trusts.
    async fn look_for_refusals(&self, seen: &mut ApiAccessSeen) {
        if let Door::Principal(_) = self.door {
            seen.without_external_id = self.tried(Show::Nothing).await;
            seen.wrong_external_id = self.tried(Show::Id(self.wrong_id())).await;
            return;
        }
        let id = in_force(self.account, seen).clone();
        let elsewhere = id.bound_to(&self.account.id.neighbour());
        seen.wrong_external_id = self.tried(Show::Id(self.wrong_id())).await;
        seen.other_account = self.tried(Show::Id(elsewhere)).await;
        let right = id.bound_to(&self.account.id);
        seen.other_audience = self.tried(Show::IdToOthers(right)).await;
    }

    async fn tried(&self, show: Show) -> Option<Seen<()>> {
        Some(self.assume(self.role, show).await.map(drop))
    }

    /// A well-formed id that nobody was ever given, bound to the right account: only the random part
    /// is wrong.
    fn wrong_id(&self) -> String {
        ExternalId::from_random(self.app.random::<RANDOM_BYTES>()).bound_to(&self.account.id)
    }

    /// The same stack in an account where it does not belong carries that account's id.
    async fn elsewhere(&self, others: &[Account]) -> Option<Elsewhere> {
        for other in others {
            let mut role = other.template_role();
            if *role.name() != self.account.role_name {
                role = RoleArn::new(
                    role.partition(),
                    other.id.clone(),
                    role.path().clone(),
                    self.account.role_name.clone(),
                );
            }
            let id = self.account.external_id_to_deploy().bound_to(&other.id);
            let answers = matches!(self.assume(&role, Show::Id(id)).await, Seen::Yes(_));
            // A role that takes any id is an unsafe role of the other account, and no stack astray.
            if answers && self.refuses_others(&role).await {
                return Some(Elsewhere {
                    account: other.id.clone(),
                    name: Some(other.name.clone()),
                });
            }
        }
        None
    }

    async fn refuses_others(&self, role: &RoleArn) -> bool {
        let wrong = ExternalId::from_random(self.app.random::<RANDOM_BYTES>());
        let shown = Show::Id(wrong.bound_to(role.account()));
        matches!(self.assume(role, shown).await, Seen::No(_))
    }

    async fn assume(&self, role: &RoleArn, show: Show) -> Seen<Arc<dyn AccountSession>> {
        let pass = match self.door.pass(show).await {
            Ok(pass) => pass,
            Err(trouble) => return Seen::Trouble(trouble),
        };
        let call = AssumeRole {
            role: role.clone(),
            pass,
            session_name: format!("landfast-check-{}", self.account.id),
            region: self.account.region.clone(),
        };
        let probe: &dyn AccountProbe = self.app.ports.probe.as_ref();
        probe.assume(&call).await
    }
}

impl App {
    /// Knocks at the door of one of the account's roles.
    ///
    /// # Errors
    /// Trouble of ours: no identity, no issuer, no usable key.
    pub(crate) async fn knock(
        &self,
        account: &Account,
        role: &RoleArn,
    ) -> Result<ApiAccessSeen, Trouble> {
        let door = self.door(account).await?;
        let observer = Observer {
            app: self,
            account,
            role,
            door: &door,
        };
        Ok(observer.knock().await)
    }
}

fn kind(account: &AccountId, seen: &Seen<Membership>) -> Option<AccountKind> {
    match seen {
        Seen::Yes(membership) => Some(membership.kind_of(account)),
        Seen::No(_) | Seen::Trouble(_) => None,
    }
}

/// The permissions that a check tries, given what is known and chosen of the account.
pub(super) fn wanted_permissions(
    manifest: &Manifest,
    kind: Option<&AccountKind>,
    account: &Account,
) -> Vec<PermissionId> {
    manifest
        .probed(kind, Partition::of(&account.region), &account.choices)
        .map(|permission| permission.id.clone())
        .collect()
}
