//! The installation and its workspaces.

use landfast_app::ports::{AuditEntry, Installation, Role, Standing, Workspace};
use landfast_domain::{
    RoleName, Timestamp,
    ids::{UserId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, Set,
    TransactionTrait,
};

use crate::{
    audit,
    codec::{RowRef, unstorable},
    connect::WRITE,
    entity::{
        installation,
        workspace::{ActiveModel, Column, Entity, Model},
    },
    fault::{Result, fault, refused},
    people,
};

pub(crate) async fn installation(db: &impl ConnectionTrait) -> Result<Installation> {
    const DOING: &str = "read what holds for the installation";
    let row = installation::Entity::find_by_id(1)
        .one(db)
        .await
        .map_err(fault(DOING))?;
    let row = row.ok_or_else(|| refused(DOING, "the database was never migrated"))?;
    let at = RowRef {
        table: "installation",
        key: "1",
    };
    Ok(Installation {
        role_name: at.read("role_name", RoleName::parse(&row.role_name))?,
        created_at: Timestamp::from_unix_ms(row.created_at),
    })
}

/// Writes the workspace, its first member and the first entry of its audit log.
pub(crate) async fn insert(
    db: &DatabaseConnection,
    workspace: &Workspace,
    first: Option<(&UserId, Role)>,
    now: Timestamp,
    entry: AuditEntry,
) -> Result<()> {
    const DOING: &str = "make a workspace";
    let tx = db.begin_with_options(WRITE).await.map_err(fault(DOING))?;
    let row = ActiveModel {
        id: Set(workspace.id.as_str().to_owned()),
        name: Set(workspace.name.clone()),
        name_folded: Set(workspace.name.to_lowercase()),
        created_at: Set(workspace.created_at.unix_ms()),
    };
    Entity::insert(row)
        .exec_without_returning(&tx)
        .await
        .map_err(fault(DOING))?;
    if let Some((user, role)) = first {
        people::member_put(&tx, &workspace.id, user, role, Standing::Member).await?;
    }
    audit::begin(&tx, &workspace.id).await?;
    audit::append(&tx, &workspace.id, now, &[entry]).await?;
    tx.commit().await.map_err(fault(DOING))
}

/// By name, whatever the case.
pub(crate) async fn find(db: &impl ConnectionTrait, name: &str) -> Result<Option<Workspace>> {
    if unstorable(name) {
        return Ok(None);
    }
    let row = Entity::find()
        .filter(Column::NameFolded.eq(name.to_lowercase()))
        .one(db)
        .await
        .map_err(fault("read a workspace"))?;
    row.map(from_row).transpose()
}

pub(crate) async fn get(db: &impl ConnectionTrait, id: &WorkspaceId) -> Result<Option<Workspace>> {
    let row = Entity::find_by_id(id.as_str())
        .one(db)
        .await
        .map_err(fault("read a workspace"))?;
    row.map(from_row).transpose()
}

pub(crate) fn from_row(row: Model) -> Result<Workspace> {
    let at = RowRef {
        table: "workspaces",
        key: &row.id,
    };
    Ok(Workspace {
        id: at.read("id", WorkspaceId::parse(&row.id))?,
        created_at: Timestamp::from_unix_ms(row.created_at),
        name: row.name,
    })
}
