use landfast_app::ports::{MemberQuery, MemberRow, Page};
use landfast_domain::{
    account::AccountStatus,
    ids::WorkspaceId,
    organization::{MemberStanding, MemberState, UnitId, stack_set::StackState},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use super::member::{Joined, joined, with_status};
use crate::{
    codec::{AccountKey, Scope, contains, page, page_size},
    entity::{
        account,
        organization_member::{Column, Entity},
    },
    fault::{Result, fault},
};

const DOING: &str = "list the accounts of an organization";

/// One page in the order of the account ids, with the number of all that fit.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    query: &MemberQuery,
) -> Result<Page<MemberRow>> {
    let units = query.units.as_ref().map(|units| joined_ids(units));
    let scope = Scope::new(&[
        Some("organization_members"),
        Some(workspace.as_str()),
        Some(query.payer.as_str()),
        query.search.as_deref(),
        query.standing.map(MemberStanding::as_str),
        query.stack.map(StackState::as_str),
        units.as_deref(),
    ]);
    let after: Option<AccountKey> = scope.read(query.cursor.as_ref())?;
    let Some(fitting) = fitting(workspace, query) else {
        return Ok(Page {
            items: Vec::new(),
            next: None,
            total: Some(0),
        });
    };
    let total = fitting.clone().count(db).await.map_err(fault(DOING))?;
    let size = page_size(query.limit);
    let rows = after.iter().fold(fitting, |rows, key| {
        rows.filter(Column::AccountId.gt(key.last()))
    });
    let rows: Vec<Joined> = with_status(rows)
        .order_by_asc(Column::AccountId)
        .limit(size.saturating_add(1))
        .into_model()
        .all(db)
        .await
        .map_err(fault(DOING))?;
    let (rows, next) = page(rows, size, &scope, |row| AccountKey::new(row.id()));
    Ok(Page {
        items: rows.iter().map(Joined::read).collect::<Result<_>>()?,
        next,
        total: Some(total),
    })
}

fn joined_ids(units: &[UnitId]) -> String {
    let ids: Vec<&str> = units.iter().map(UnitId::as_str).collect();
    ids.join(" ")
}

/// `None` when the search can match nothing.
fn fitting(workspace: &WorkspaceId, query: &MemberQuery) -> Option<Select<Entity>> {
    let mut rows = joined(workspace, &query.payer);
    if let Some(search) = query.search.as_deref().filter(|text| !text.is_empty()) {
        rows = rows.filter(contains(search, [Column::NameFolded, Column::AccountId])?);
    }
    if let Some(units) = &query.units {
        rows = rows.filter(Column::UnitId.is_in(units.iter().map(UnitId::as_str)));
    }
    if let Some(stack) = query.stack {
        // Of those that left nobody counts instances.
        rows = rows.filter(Column::StackState.eq(stack.as_str()));
        rows = rows.filter(Column::LeftAt.is_null());
    }
    Some(match query.standing {
        Some(standing) => rows.filter(stands(standing)),
        None => rows,
    })
}

/// [`MemberStanding::told`] as a condition; a test holds the two together.
fn stands(standing: MemberStanding) -> Condition {
    let here = || Condition::all().add(Column::LeftAt.is_null());
    let active = || here().add(Column::State.eq(MemberState::Active.as_str()));
    let nobody = || active().add(account::Column::Id.is_null());
    let registered = |status: &[AccountStatus]| {
        let words = status.iter().map(|status| status.as_str());
        active().add(account::Column::Status.is_in(words))
    };
    match standing {
        MemberStanding::Left => Condition::all().add(Column::LeftAt.is_not_null()),
        MemberStanding::Unavailable => here().add(Column::State.ne(MemberState::Active.as_str())),
        MemberStanding::NotActivated => nobody().add(Column::Refused.is_null()),
        MemberStanding::NotReached => nobody().add(Column::Refused.is_not_null()).add(
            Condition::any()
                .add(Column::StackState.is_null())
                .add(Column::StackState.ne(StackState::Current.as_str())),
        ),
        MemberStanding::Unanswered => nobody()
            .add(Column::Refused.is_not_null())
            .add(Column::StackState.eq(StackState::Current.as_str())),
        MemberStanding::Activating => {
            registered(&[AccountStatus::Registering, AccountStatus::Waiting])
        }
        MemberStanding::Active => registered(&[AccountStatus::Active]),
        MemberStanding::UpdateAvailable => registered(&[AccountStatus::UpdateAvailable]),
        MemberStanding::Attention => registered(&[AccountStatus::Attention]),
    }
}
