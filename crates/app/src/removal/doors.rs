//! The ways into an account that Landfast knows.

use landfast_domain::{
    Account, ExternalId, RoleArn,
    activation::Permit,
    removal::{Door, WhichId},
};

use crate::ports::StoredKey;

/// A door as it is shown, with what it is tried by.
pub(super) struct KnownDoor {
    pub shown: Door,
    pub by: DoorBy,
}

pub(super) enum DoorBy {
    Role {
        arn: RoleArn,
        external_id: ExternalId,
    },
    Key(Box<StoredKey>),
}

/// Every door that may be open: roles that are proven, pasted or deployed, with each external id that
/// was ever given out for them; and every stored key. A role that no check has ever been let into is
/// tried too, since its stack may have been launched unseen; so are permits that were not proven gone.
pub(super) fn doors(account: &Account, keys: &[StoredKey], permits: &[Permit]) -> Vec<KnownDoor> {
    let mut roles = known_roles(account);
    let template = account.template_role();
    // Until somebody has looked for it, nothing says that the template's role was ever made.
    let looked_for = account.method.makes_the_role() && account.last_check_at.is_some();
    if looked_for && !roles.contains(&template) {
        roles.push(template);
    }
    let mut all = role_doors(account, roles);
    all.extend(keys.iter().map(|key| KnownDoor {
        shown: Door::Key {
            last4: key.key.last4().to_owned(),
        },
        by: DoorBy::Key(Box::new(key.clone())),
    }));
    all.extend(permit_doors(permits));
    all
}

/// The roles of permits that may still be there.
pub(super) fn permit_doors(permits: &[Permit]) -> impl Iterator<Item = KnownDoor> {
    let live = permits.iter().filter(|permit| permit.is_live());
    live.map(|permit| KnownDoor {
        shown: Door::Role {
            role_arn: permit.role_arn(),
            id: WhichId::Permit,
        },
        by: DoorBy::Role {
            arn: permit.role_arn(),
            external_id: permit.external_id.clone(),
        },
    })
}

/// Each role with each external id that was given out for the account.
pub(super) fn role_doors(account: &Account, roles: Vec<RoleArn>) -> Vec<KnownDoor> {
    let next = account.rotation.as_ref().map(|rotation| &rotation.next);
    let present = Some((WhichId::Present, &account.external_id));
    let ids = [present, next.map(|id| (WhichId::Next, id))];
    let door = |arn: &RoleArn, (id, external_id): (WhichId, &ExternalId)| KnownDoor {
        shown: Door::Role {
            role_arn: arn.clone(),
            id,
        },
        by: DoorBy::Role {
            arn: arn.clone(),
            external_id: external_id.clone(),
        },
    };
    roles
        .iter()
        .flat_map(|arn| ids.into_iter().flatten().map(move |id| door(arn, id)))
        .collect()
}

/// The roles that were proven or pasted.
pub(super) fn known_roles(account: &Account) -> Vec<RoleArn> {
    let proven = account.proven.as_ref().map(|role| role.arn.clone());
    let candidate = account
        .candidate
        .clone()
        .filter(|role| proven.as_ref() != Some(role));
    proven.into_iter().chain(candidate).collect()
}
