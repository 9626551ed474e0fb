use landfast_domain::{Account, AccountId, ids::WorkspaceId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::row;
use crate::{
    activations, billing_exports, bills, callbacks, checks,
    entity::{account, step},
    fault::{Result, fault, refused},
    keys, organizations, people, queue, removals,
};

pub(crate) async fn insert(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &Account,
) -> Result<()> {
    account::Entity::insert(row::to_row(workspace, account)?)
        .exec_without_returning(db)
        .await
        .map_err(fault("register an account"))?;
    put_steps(db, workspace, account).await
}

/// # Errors
/// `StoreError::Unavailable` when the account is not there: it must be found in the same transaction.
pub(crate) async fn save(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &Account,
) -> Result<()> {
    const DOING: &str = "save an account";
    let saved = account::Entity::update_many()
        .set(row::to_row(workspace, account)?)
        .filter(account::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(account::Column::Id.eq(account.id.as_str()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    if saved.rows_affected == 0 {
        return Err(refused(DOING, "it is not registered in this workspace"));
    }
    step::Entity::delete_many()
        .filter(step::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(step::Column::AccountId.eq(account.id.as_str()))
        .filter(step::Column::Kind.is_not_in(account.steps.iter().map(|step| step.kind.as_str())))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    put_steps(db, workspace, account).await
}

async fn put_steps(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &Account,
) -> Result<()> {
    let rows = account
        .steps
        .iter()
        .map(|step| row::to_step_row(workspace, &account.id, step))
        .collect::<Result<Vec<_>>>()?;
    if rows.is_empty() {
        return Ok(());
    }
    use step::Column::{
        AccountId, Data, FoundAt, FoundWhy, Kind, PassedAt, RefusedSince, Report, Revision, State,
        WorkspaceId,
    };
    let replace = OnConflict::columns([WorkspaceId, AccountId, Kind])
        .update_columns([
            State,
            Data,
            Revision,
            PassedAt,
            RefusedSince,
            FoundAt,
            FoundWhy,
            Report,
        ])
        .to_owned();
    step::Entity::insert_many(rows)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map_err(fault("save the steps of an account"))?;
    Ok(())
}

/// Removes the record with its steps, its checks, its links and its waiting work. Audit entries stay.
pub(crate) async fn delete(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &AccountId,
) -> Result<()> {
    queue::forget(db, workspace, id).await?;
    checks::delete_all(db, workspace, id).await?;
    keys::forget_all(db, workspace, id).await?;
    removals::forget(db, workspace, id).await?;
    billing_exports::forget(db, workspace, id).await?;
    bills::forget(db, workspace, id).await?;
    callbacks::forget(db, workspace, id).await?;
    people::owner_links_forget(db, workspace, id).await?;
    organizations::forget(db, workspace, id).await?;
    activations::forget(db, workspace, id).await?;
    activations::permits_forget(db, workspace, id).await?;
    let failed = fault("remove an account");
    step::Entity::delete_many()
        .filter(step::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(step::Column::AccountId.eq(id.as_str()))
        .exec(db)
        .await
        .map_err(&failed)?;
    account::Entity::delete_many()
        .filter(account::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(account::Column::Id.eq(id.as_str()))
        .exec(db)
        .await
        .map_err(&failed)?;
    Ok(())
}
