//! What deployments of the Terraform module make beside the role.

use landfast_domain::{
    AccountId, Timestamp,
    deployment::{DeploymentId, Fingerprint, Made, Part},
    ids::WorkspaceId,
    step::StepKind,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    codec::{RowRef, pack, put_row, unpack},
    entity::deployment_part::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    deployment: &DeploymentId,
    step: StepKind,
) -> Result<Option<Part>> {
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::DeploymentId.eq(deployment.as_str()))
        .filter(Column::Step.eq(step.as_str()))
        .one(db)
        .await
        .map_err(fault("read a part of a deployment"))?;
    row.map(from_row).transpose()
}

/// Those of all deployments of an account, in the order of their steps.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Vec<Part>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .order_by_asc(Column::DeploymentId)
        .order_by_asc(Column::Step)
        .all(db)
        .await
        .map_err(fault("list the parts of deployments"))?;
    rows.into_iter().map(from_row).collect()
}

/// Writes it, in the place of what was known of it.
pub(crate) async fn save(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    part: &Part,
) -> Result<()> {
    use Column::{AccountId, DeploymentId, Fingerprint, MadeAt, Step, Wish, WorkspaceId};
    const DOING: &str = "write a part of a deployment";
    let made = part.made.as_ref();
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        deployment_id: Set(part.deployment.as_str().to_owned()),
        step: Set(part.wish.step().as_str().to_owned()),
        account_id: Set(part.account.as_str().to_owned()),
        wish: Set(pack(&part.wish).map_err(|_| refused(DOING, "it has no JSON form"))?),
        announced_at: Set(part.announced_at.unix_ms()),
        fingerprint: Set(made.map(|one| one.fingerprint.as_str().to_owned())),
        made_at: Set(made.map(|one| one.at.unix_ms())),
    };
    let key = [WorkspaceId, DeploymentId, Step];
    let rest = [AccountId, Wish, Fingerprint, MadeAt];
    put_row(db, row, &key, &rest, DOING).await
}

fn from_row(row: Model) -> Result<Part> {
    let at = RowRef {
        table: "deployment_parts",
        key: &row.deployment_id,
    };
    let fingerprint = at.read_some(
        "fingerprint",
        row.fingerprint.as_deref(),
        Fingerprint::parse,
    )?;
    let made = match (fingerprint, row.made_at) {
        (Some(fingerprint), Some(ms)) => Some(Made {
            fingerprint,
            at: Timestamp::from_unix_ms(ms),
        }),
        (None, None) => None,
        _ => return Err(at.bad("made_at", "expected fingerprint and time together")),
    };
    Ok(Part {
        deployment: at.read("deployment_id", DeploymentId::parse(&row.deployment_id))?,
        account: at.read("account_id", AccountId::parse(&row.account_id))?,
        wish: at.read("wish", unpack(&row.wish))?,
        announced_at: Timestamp::from_unix_ms(row.announced_at),
        made,
    })
}
