use landfast_app::ports::{Membership, Role, Standing};
use landfast_domain::ids::{UserId, WorkspaceId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::users;
use crate::{
    codec::{RowRef, Word, put_row},
    entity::{
        invitation,
        membership::{ActiveModel, Column, Entity, Model},
        user, workspace,
    },
    fault::{Result, fault},
    workspaces,
};

const DOING: &str = "read who may enter";

/// The workspaces that a user is a member of, by name.
pub(crate) async fn memberships(
    db: &impl ConnectionTrait,
    user: &UserId,
) -> Result<Vec<Membership>> {
    let rows = Entity::find()
        .filter(Column::UserId.eq(user.as_str()))
        .filter(Column::Accepted.eq(true))
        .all(db)
        .await
        .map_err(fault(DOING))?;
    let mut all = whole(db, rows).await?;
    all.sort_by_key(|one| one.workspace.name.to_lowercase());
    Ok(all)
}

/// The people of a workspace, by e-mail address.
pub(crate) async fn members(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
) -> Result<Vec<Membership>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .all(db)
        .await
        .map_err(fault(DOING))?;
    let mut all = whole(db, rows).await?;
    all.sort_by(|one, other| one.user.email.cmp(&other.user.email));
    Ok(all)
}

/// Completes rows with their user and workspace.
async fn whole(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Membership>> {
    let ids = |of: fn(&Model) -> &str| rows.iter().map(of).collect::<Vec<_>>();
    let users = user::Entity::find().filter(user::Column::Id.is_in(ids(|row| &row.user_id)));
    let users = users.all(db).await.map_err(fault(DOING))?;
    let spaces =
        workspace::Entity::find().filter(workspace::Column::Id.is_in(ids(|row| &row.workspace_id)));
    let spaces = spaces.all(db).await.map_err(fault(DOING))?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let user = users.iter().find(|user| user.id == row.user_id);
        let space = spaces.iter().find(|space| space.id == row.workspace_id);
        // Removed between the queries.
        let (Some(user), Some(space)) = (user, space) else {
            continue;
        };
        let key = format!("{} {}", row.workspace_id, row.user_id);
        let at = RowRef {
            table: "memberships",
            key: &key,
        };
        all.push(Membership {
            workspace: workspaces::from_row(space.clone())?,
            user: users::from_row(user.clone())?,
            role: at.read("role", <Role as Word>::of(&row.role))?,
            standing: if row.accepted {
                Standing::Member
            } else {
                Standing::Invited
            },
        });
    }
    Ok(all)
}

pub(crate) async fn member_put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    user: &UserId,
    role: Role,
    standing: Standing,
) -> Result<()> {
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        user_id: Set(user.as_str().to_owned()),
        role: Set(role.word().to_owned()),
        accepted: Set(standing == Standing::Member),
    };
    let key = [Column::WorkspaceId, Column::UserId];
    put_row(
        db,
        row,
        &key,
        &[Column::Role, Column::Accepted],
        "let a user into a workspace",
    )
    .await
}

/// Their open links go along: a later invitation must not bring an old one back to life.
pub(crate) async fn member_remove(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    user: &UserId,
) -> Result<()> {
    const DOING: &str = "take a user out of a workspace";
    invitation::Entity::delete_many()
        .filter(invitation::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(invitation::Column::UserId.eq(user.as_str()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::UserId.eq(user.as_str()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}
