use landfast_app::ports::MemberRow;
use landfast_domain::{
    AccountId, Timestamp,
    account::AccountStatus,
    ids::WorkspaceId,
    organization::{
        Member, MemberState, Reached, UnitId,
        stack_set::{Instance, StackReason, StackState},
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait, Select, Set, sea_query::OnConflict,
};

use super::MEMBERS;
use crate::{
    codec::{RowRef, ms, time},
    entity::{
        account,
        organization_member::{ActiveModel, Column, Entity, Model, Relation},
    },
    fault::{Result, fault},
};

/// Rows of one statement; SQLite takes 32,766 values at most.
const BATCH: usize = 500;

/// The accounts of one organization, joined with their registrations.
pub(super) fn joined(workspace: &WorkspaceId, payer: &AccountId) -> Select<Entity> {
    Entity::find()
        .join(JoinType::LeftJoin, Relation::Registration.def())
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
}

/// A row of [`joined`] with the status of the registration.
#[derive(Debug, FromQueryResult)]
pub(super) struct Joined {
    #[sea_orm(nested)]
    member: Model,
    registered: Option<String>,
    proven_at: Option<i64>,
}

pub(super) fn with_status(rows: Select<Entity>) -> Select<Entity> {
    rows.column_as(account::Column::Status, "registered")
        .column_as(account::Column::ProvenAt, "proven_at")
}

impl Joined {
    pub(super) fn id(&self) -> &str {
        &self.member.account_id
    }

    pub(super) fn read(&self) -> Result<MemberRow> {
        let member = from_row(&self.member)?;
        Ok(MemberRow {
            registered: status(&self.member.account_id, self.registered.as_deref())?,
            proven_at: time(self.proven_at),
            member,
        })
    }
}

pub(super) fn status(key: &str, text: Option<&str>) -> Result<Option<AccountStatus>> {
    let at = RowRef {
        table: "accounts",
        key,
    };
    let known = |text: &str| {
        AccountStatus::parse(text).ok_or_else(|| format!("found the unknown status {text:?}"))
    };
    at.read_some("status", text, known)
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
    account: &AccountId,
) -> Result<Option<MemberRow>> {
    let rows = joined(workspace, payer).filter(Column::AccountId.eq(account.as_str()));
    let row = with_status(rows).into_model::<Joined>().one(db).await;
    let row = row.map_err(fault("read an account of an organization"))?;
    row.map(|row| row.read()).transpose()
}

/// Every account that the organization has or had.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
) -> Result<Vec<Member>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::PayerId.eq(payer.as_str()))
        .order_by_asc(Column::AccountId)
        .all(db)
        .await
        .map_err(fault("read the accounts of an organization"))?;
    rows.iter().map(from_row).collect()
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    payer: &AccountId,
    members: &[Member],
) -> Result<()> {
    use Column as C;
    let replace = OnConflict::columns([C::WorkspaceId, C::PayerId, C::AccountId])
        .update_columns([
            C::Name,
            C::NameFolded,
            C::State,
            C::UnitId,
            C::JoinedAt,
            C::LeftAt,
            C::LeftOutAt,
            C::ReachedAt,
            C::Refused,
            C::StackState,
            C::StackReason,
            C::StackWords,
            C::StackOperation,
        ])
        .to_owned();
    for some in members.chunks(BATCH) {
        let rows = some.iter().map(|member| to_row(workspace, payer, member));
        Entity::insert_many(rows)
            .on_conflict(replace.clone())
            .exec_without_returning(db)
            .await
            .map_err(fault("write the accounts of an organization"))?;
    }
    Ok(())
}

fn to_row(workspace: &WorkspaceId, payer: &AccountId, member: &Member) -> ActiveModel {
    let reached = member.reached.as_ref();
    let instance = member.instance.as_ref();
    ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        payer_id: Set(payer.as_str().to_owned()),
        account_id: Set(member.id.as_str().to_owned()),
        name: Set(member.name.clone()),
        name_folded: Set(member.name.to_lowercase()),
        state: Set(member.state.as_str().to_owned()),
        unit_id: Set(member.unit.as_ref().map(ToString::to_string)),
        joined_at: Set(ms(member.joined_at)),
        first_seen_at: Set(member.first_seen_at.unix_ms()),
        left_at: Set(ms(member.left_at)),
        left_out_at: Set(ms(member.left_out_at)),
        reached_at: Set(reached.map(|tried| tried.at.unix_ms())),
        refused: Set(reached.and_then(|tried| tried.why_not.clone())),
        stack_state: Set(instance.map(|one| one.state.as_str().to_owned())),
        stack_reason: Set(instance.and_then(|one| Some(one.reason?.as_str().to_owned()))),
        stack_words: Set(instance.and_then(|one| one.words.clone())),
        stack_operation: Set(instance.and_then(|one| one.operation.clone())),
    }
}

fn from_row(row: &Model) -> Result<Member> {
    let at = RowRef {
        table: MEMBERS,
        key: &row.account_id,
    };
    Ok(Member {
        id: at.read("account_id", AccountId::parse(&row.account_id))?,
        name: row.name.clone(),
        state: at.read("state", MemberState::parse(&row.state))?,
        unit: at.read_some("unit_id", row.unit_id.as_deref(), UnitId::parse)?,
        joined_at: time(row.joined_at),
        first_seen_at: Timestamp::from_unix_ms(row.first_seen_at),
        left_at: time(row.left_at),
        left_out_at: time(row.left_out_at),
        reached: time(row.reached_at).map(|at| Reached {
            at,
            why_not: row.refused.clone(),
        }),
        instance: instance(at, row)?,
    })
}

fn instance(at: RowRef<'_>, row: &Model) -> Result<Option<Instance>> {
    let state = at.read_some("stack_state", row.stack_state.as_deref(), StackState::parse)?;
    let Some(state) = state else {
        return Ok(None);
    };
    let reason = row.stack_reason.as_deref();
    Ok(Some(Instance {
        state,
        reason: at.read_some("stack_reason", reason, StackReason::parse)?,
        words: row.stack_words.clone(),
        operation: row.stack_operation.clone(),
    }))
}
