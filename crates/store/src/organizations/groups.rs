use landfast_domain::{
    AccountId,
    ids::WorkspaceId,
    organization::{Group, MemberStanding, MemberState, UnitId, stack_set::StackState},
};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::{
    MEMBERS,
    member::{joined, status},
};
use crate::{
    codec::RowRef,
    entity::{account, organization_member::Column},
    fault::{Result, fault},
};

#[derive(Debug, FromQueryResult)]
struct Counted {
    unit_id: Option<String>,
    state: String,
    stack_state: Option<String>,
    registered: Option<String>,
    accounts: i64,
    /// How many of them were tried and refused.
    refused: i64,
}

/// How many accounts of each unit stand how; the database counts.
pub(crate) async fn groups(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Vec<Group>> {
    let mut groups = Vec::new();
    for left in [false, true] {
        let of = if left {
            Column::LeftAt.is_not_null()
        } else {
            Column::LeftAt.is_null()
        };
        let counted: Vec<Counted> = joined(workspace, payer)
            .filter(of)
            .select_only()
            .column(Column::UnitId)
            .column(Column::State)
            .column(Column::StackState)
            .column_as(account::Column::Status, "registered")
            .column_as(Column::AccountId.count(), "accounts")
            .column_as(Column::Refused.count(), "refused")
            .group_by(Column::UnitId)
            .group_by(Column::State)
            .group_by(Column::StackState)
            .group_by(account::Column::Status)
            .into_model()
            .all(db)
            .await
            .map_err(fault("count the accounts of an organization"))?;
        for row in counted {
            groups.extend(split(&row, left)?);
        }
    }
    Ok(groups)
}

/// Those that were refused, and the others.
fn split(row: &Counted, left: bool) -> Result<[Group; 2]> {
    let at = RowRef {
        table: MEMBERS,
        key: &row.state,
    };
    let state = at.read("state", MemberState::parse(&row.state))?;
    let registered = status(&row.state, row.registered.as_deref())?;
    let unit = at.read_some("unit_id", row.unit_id.as_deref(), UnitId::parse)?;
    let stack = at.read_some("stack_state", row.stack_state.as_deref(), StackState::parse)?;
    let deployed = stack == Some(StackState::Current);
    let refused = row.refused;
    let group = |tried_and_refused: bool, accounts: i64| Group {
        unit: unit.clone(),
        standing: MemberStanding::told(left, state, registered, tried_and_refused, deployed),
        stack,
        accounts: accounts.unsigned_abs(),
    };
    Ok([
        group(true, refused),
        group(false, row.accounts.saturating_sub(refused)),
    ])
}
