//! Checks: what was asked, how it went, what was found.

use landfast_app::ports::{Check, Cursor, Page};
use landfast_domain::{
    AccountId, Timestamp,
    ids::{CheckId, WorkspaceId},
    step::StepKind,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Select, Set,
};

use crate::{
    codec::{Keyset, RowRef, Scope, Word, ms, pack, page, page_size, time, unpack},
    entity::check::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
    id: &CheckId,
) -> Result<Option<Check>> {
    let row = of_account(workspace, account)
        .filter(Column::Id.eq(id.as_str()))
        .one(db)
        .await
        .map_err(fault("read a check"))?;
    row.map(from_row).transpose()
}

/// The one that was asked for last.
pub(crate) async fn newest(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Option<Check>> {
    let row = of_account(workspace, account)
        .order_by_desc(Column::AskedAt)
        .order_by_desc(Column::Id)
        .limit(1)
        .one(db)
        .await
        .map_err(fault("read the newest check"))?;
    row.map(from_row).transpose()
}

/// Newest first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
    limit: u32,
    cursor: Option<&Cursor>,
) -> Result<Page<Check>> {
    let scope = Scope::new(&[
        Some("checks"),
        Some(workspace.as_str()),
        Some(account.as_str()),
    ]);
    let after: Option<Key> = scope.read(cursor)?;
    let size = page_size(limit);
    let rows = after
        .iter()
        .fold(of_account(workspace, account), |rows, last| {
            rows.filter(last.older())
        })
        .order_by_desc(Column::AskedAt)
        .order_by_desc(Column::Id)
        .limit(size.saturating_add(1))
        .all(db)
        .await
        .map_err(fault("list checks"))?;
    let (rows, next) = page(rows, size, &scope, |row| Key {
        asked_at: row.asked_at,
        id: row.id.clone(),
    });
    Ok(Page {
        items: rows.into_iter().map(from_row).collect::<Result<_>>()?,
        next,
        total: None,
    })
}

pub(crate) async fn insert(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    check: &Check,
) -> Result<()> {
    let row = to_row(workspace, check)?;
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map_err(fault("write a check"))?;
    Ok(())
}

/// # Errors
/// `StoreError::Unavailable` when the check is not there.
pub(crate) async fn save(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    check: &Check,
) -> Result<()> {
    const DOING: &str = "save a check";
    let mut row = to_row(workspace, check)?;
    for key in [Column::WorkspaceId, Column::AccountId, Column::Id] {
        row.not_set(key);
    }
    let saved = Entity::update_many()
        .set(row)
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(check.account.as_str()))
        .filter(Column::Id.eq(check.id.as_str()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    if saved.rows_affected == 0 {
        Err(refused(DOING, "the account has no such check"))
    } else {
        Ok(())
    }
}

pub(crate) async fn delete_all(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .exec(db)
        .await
        .map_err(fault("remove the checks of an account"))?;
    Ok(())
}

fn of_account(workspace: &WorkspaceId, account: &AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
}

fn to_row(workspace: &WorkspaceId, check: &Check) -> Result<ActiveModel> {
    let report = check.report.as_ref().map(pack).transpose();
    Ok(ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(check.id.as_str().to_owned()),
        account_id: Set(check.account.as_str().to_owned()),
        step: Set(check.step.as_str().to_owned()),
        revision: Set(i64::from(check.revision)),
        asked_because: Set(check.trigger.word().to_owned()),
        state: Set(check.state.word().to_owned()),
        asked_at: Set(check.asked_at.unix_ms()),
        asked_by: Set(check.asked_by.clone()),
        tries: Set(i64::from(check.tries)),
        next_at: Set(ms(check.next_at)),
        patience_ends_at: Set(ms(check.patience_ends_at)),
        done_at: Set(ms(check.done_at)),
        report: Set(report.map_err(|_| refused("write a check", "its report has no JSON form"))?),
    })
}

fn from_row(row: Model) -> Result<Check> {
    let at = RowRef {
        table: "checks",
        key: &row.id,
    };
    Ok(Check {
        id: at.read("id", CheckId::parse(&row.id))?,
        account: at.read("account_id", AccountId::parse(&row.account_id))?,
        step: at.read("step", StepKind::parse(&row.step))?,
        revision: at.small("revision", row.revision)?,
        trigger: at.read("asked_because", Word::of(&row.asked_because))?,
        state: at.read("state", Word::of(&row.state))?,
        asked_at: Timestamp::from_unix_ms(row.asked_at),
        tries: at.small("tries", row.tries)?,
        next_at: time(row.next_at),
        patience_ends_at: time(row.patience_ends_at),
        done_at: time(row.done_at),
        report: at.read_some("report", row.report.as_deref(), unpack)?,
        asked_by: row.asked_by,
    })
}

/// The last check of a page.
struct Key {
    asked_at: i64,
    id: String,
}

impl Key {
    fn older(&self) -> Condition {
        let same = Condition::all()
            .add(Column::AskedAt.eq(self.asked_at))
            .add(Column::Id.lt(self.id.as_str()));
        Condition::any()
            .add(Column::AskedAt.lt(self.asked_at))
            .add(same)
    }
}

impl Keyset for Key {
    fn write(&self) -> String {
        format!("{} {}", self.asked_at, self.id)
    }

    fn parse(text: &str) -> Option<Self> {
        let (asked_at, id) = text.split_once(' ')?;
        Some(Self {
            asked_at: asked_at.parse().ok()?,
            id: CheckId::parse(id).ok()?.into(),
        })
    }
}
