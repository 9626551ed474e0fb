//! Deployments of the Terraform module.

use landfast_domain::{
    AccountId, ExternalId, Region, RoleName, Timestamp, account,
    deployment::{Applied, Deployment, DeploymentId, Fingerprint},
    ids::WorkspaceId,
    permissions::{Choices, TemplateVersion},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::OnConflict,
};

use crate::{
    codec::RowRef,
    entity::deployment::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault},
};

/// The most that are told of one account.
const NEWEST: u64 = 20;

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &DeploymentId,
) -> Result<Option<Deployment>> {
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
        .one(db)
        .await
        .map_err(fault("read a deployment"))?;
    row.map(from_row).transpose()
}

/// Newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Vec<Deployment>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .order_by_desc(Column::AnnouncedAt)
        .order_by_desc(Column::Id)
        .limit(NEWEST)
        .all(db)
        .await
        .map_err(fault("list deployments"))?;
    rows.into_iter().map(from_row).collect()
}

/// Writes it, in the place of what was known of it.
pub(crate) async fn save(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    deployment: &Deployment,
) -> Result<()> {
    use Column::{
        AppliedAt, Choices, ExternalId, Fingerprint, Id, Region, RoleName, RoleUniqueId, Template,
        Trust, WorkspaceId,
    };
    let replace = OnConflict::columns([WorkspaceId, Id])
        .update_columns([
            Template,
            Choices,
            ExternalId,
            Trust,
            RoleName,
            Region,
            RoleUniqueId,
            Fingerprint,
            AppliedAt,
        ])
        .to_owned();
    Entity::insert(to_row(workspace, deployment))
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map_err(fault("write a deployment"))?;
    Ok(())
}

fn to_row(workspace: &WorkspaceId, deployment: &Deployment) -> ActiveModel {
    let applied = deployment.applied.as_ref();
    ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(deployment.id.as_str().to_owned()),
        account_id: Set(deployment.account.as_str().to_owned()),
        template: Set(deployment.template.as_str().to_owned()),
        choices: Set(deployment.choices.to_tag()),
        external_id: Set(deployment.external_id.as_str().to_owned()),
        trust: Set(Some(deployment.trust.as_str().to_owned())),
        role_name: Set(deployment.role_name.to_string()),
        region: Set(deployment.region.to_string()),
        announced_at: Set(deployment.announced_at.unix_ms()),
        role_unique_id: Set(applied.map(|one| one.role_unique_id.clone())),
        fingerprint: Set(applied.map(|one| one.fingerprint.as_str().to_owned())),
        applied_at: Set(applied.map(|one| one.at.unix_ms())),
    }
}

fn from_row(row: Model) -> Result<Deployment> {
    let at = RowRef {
        table: "deployments",
        key: &row.id,
    };
    let fingerprint = at.read_some(
        "fingerprint",
        row.fingerprint.as_deref(),
        Fingerprint::parse,
    )?;
    let applied = match (row.role_unique_id, fingerprint, row.applied_at) {
        (Some(role_unique_id), Some(fingerprint), Some(ms)) => Some(Applied {
            role_unique_id,
            fingerprint,
            at: Timestamp::from_unix_ms(ms),
        }),
        (None, None, None) => None,
        _ => return Err(at.bad("applied_at", "expected role, fingerprint and time together")),
    };
    let trust = at.read_some("trust", row.trust.as_deref(), account::Trust::parse)?;
    Ok(Deployment {
        trust: trust.unwrap_or(account::Trust::Role),
        id: at.read("id", DeploymentId::parse(&row.id))?,
        account: at.read("account_id", AccountId::parse(&row.account_id))?,
        template: at.read("template", TemplateVersion::parse(&row.template))?,
        choices: at.read("choices", Choices::parse(&row.choices))?,
        external_id: at.read("external_id", ExternalId::parse(&row.external_id))?,
        role_name: at.read("role_name", RoleName::parse(&row.role_name))?,
        region: at.read("region", Region::parse(&row.region))?,
        announced_at: Timestamp::from_unix_ms(row.announced_at),
        applied,
    })
}
