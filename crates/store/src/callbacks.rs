//! Callbacks of stacks.

use landfast_app::ports::{CallbackPlace, CallbackState};
use landfast_domain::{AccountId, Timestamp, ids::WorkspaceId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::{
    codec::{RowRef, ms, put_row, time},
    entity::{account, callback_hurried as hurried, callback_state as state, organization_member},
    fault::{Result, fault},
};

/// The only row of the state.
const ID: i64 = 1;

/// Where an account is known. Registrations first.
pub(crate) async fn places(
    db: &impl ConnectionTrait,
    id: &AccountId,
) -> Result<Vec<CallbackPlace>> {
    const DOING: &str = "look where an account that called back is known";
    let registered: Vec<String> = account::Entity::find()
        .select_only()
        .column(account::Column::WorkspaceId)
        .filter(account::Column::Id.eq(id.as_str()))
        .order_by_asc(account::Column::WorkspaceId)
        .into_tuple()
        .all(db)
        .await
        .map_err(fault(DOING))?;
    use organization_member::Column as C;
    let found: Vec<(String, String)> = organization_member::Entity::find()
        .select_only()
        .columns([C::WorkspaceId, C::PayerId])
        .filter(C::AccountId.eq(id.as_str()))
        .filter(C::LeftAt.is_null())
        .order_by_asc(C::WorkspaceId)
        .order_by_asc(C::PayerId)
        .into_tuple()
        .all(db)
        .await
        .map_err(fault(DOING))?;
    let own = registered.iter().map(|workspace| (workspace, None));
    let of_payers = found
        .iter()
        .map(|(workspace, payer)| (workspace, Some(payer)));
    own.chain(of_payers)
        .map(|(w, payer)| place(id, w, payer))
        .collect()
}

fn place(id: &AccountId, workspace: &str, payer: Option<&String>) -> Result<CallbackPlace> {
    let at = RowRef {
        table: "organization_members",
        key: id.as_str(),
    };
    Ok(CallbackPlace {
        workspace: at.read("workspace_id", WorkspaceId::parse(workspace))?,
        payer: at.read_some("payer_id", payer.map(String::as_str), AccountId::parse)?,
    })
}

pub(crate) async fn state(db: &impl ConnectionTrait) -> Result<CallbackState> {
    let row = state::Entity::find_by_id(ID)
        .one(db)
        .await
        .map_err(fault("read how the callback queue goes"))?;
    Ok(
        row.map_or_else(CallbackState::default, |row| CallbackState {
            read_at: time(row.read_at),
            message_at: time(row.message_at),
            trouble: row.trouble,
            trouble_since: time(row.trouble_since),
        }),
    )
}

pub(crate) async fn state_put(db: &impl ConnectionTrait, new: &CallbackState) -> Result<()> {
    use state::Column as C;
    let row = state::ActiveModel {
        id: Set(ID),
        read_at: Set(ms(new.read_at)),
        message_at: Set(ms(new.message_at)),
        trouble: Set(new.trouble.clone()),
        trouble_since: Set(ms(new.trouble_since)),
    };
    let changed = [C::ReadAt, C::MessageAt, C::Trouble, C::TroubleSince];
    put_row(
        db,
        row,
        &[C::Id],
        &changed,
        "write how the callback queue goes",
    )
    .await
}

pub(crate) async fn hurried(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Option<Timestamp>> {
    let key = (workspace.as_str().to_owned(), account.as_str().to_owned());
    let row = hurried::Entity::find_by_id(key)
        .one(db)
        .await
        .map_err(fault("read when an account was hurried"))?;
    Ok(row.map(|row| Timestamp::from_unix_ms(row.due)))
}

pub(crate) async fn hurried_put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
    due: Timestamp,
) -> Result<()> {
    use hurried::Column as C;
    let row = hurried::ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        account_id: Set(account.as_str().to_owned()),
        due: Set(due.unix_ms()),
    };
    let key = [C::WorkspaceId, C::AccountId];
    put_row(
        db,
        row,
        &key,
        &[C::Due],
        "write when an account was hurried",
    )
    .await
}

pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<()> {
    hurried::Entity::delete_many()
        .filter(hurried::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(hurried::Column::AccountId.eq(account.as_str()))
        .exec(db)
        .await
        .map_err(fault("forget when an account was hurried"))?;
    Ok(())
}
