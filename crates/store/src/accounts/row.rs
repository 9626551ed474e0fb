//! An account as rows, and back.

use landfast_app::ports::StoreError;
use landfast_domain::{
    Account, AccountId, AccountKind, AccountName, ExternalId, Method, Region, RoleArn, RoleName,
    Timestamp,
    account::{ProvenRole, Rotation, Trust},
    ids::WorkspaceId,
    permissions::{Choices, cloudformation::TemplateVersion},
    step::{DriftReason, Step, StepKind},
};
use sea_orm::Set;

use super::TABLE;
use crate::{
    codec::{RowRef, ms, pack, time, unpack},
    entity::{account, step},
    fault::{Result, refused},
};

pub(super) fn to_row(workspace: &WorkspaceId, account: &Account) -> Result<account::ActiveModel> {
    let text = |arn: &RoleArn| arn.to_string();
    let proven = account.proven.as_ref();
    let kind = account.kind.as_ref();
    let rotation = account.rotation.as_ref();
    let seen = rotation.and_then(|rotation| rotation.seen.as_ref());
    let deployed = account.deployed.as_ref();
    let packed = |_: String| refused("write an account", "a part of it has no JSON form");
    Ok(account::ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(account.id.as_str().to_owned()),
        name: Set(account.name.as_str().to_owned()),
        name_folded: Set(account.name.folded()),
        region: Set(account.region.as_str().to_owned()),
        method: Set(account.method.as_str().to_owned()),
        external_id: Set(account.external_id.as_str().to_owned()),
        role_name: Set(account.role_name.as_str().to_owned()),
        candidate_role_arn: Set(account.candidate.as_ref().map(text)),
        proven_role_arn: Set(proven.map(|role| text(&role.arn))),
        proven_role_id: Set(proven.map(|role| role.unique_id.clone())),
        proven_template: Set(proven
            .and_then(|role| role.template.as_ref())
            .map(TemplateVersion::to_string)),
        proven_at: Set(proven.map(|role| role.at.unix_ms())),
        kind: Set(kind.map(|kind| kind.as_str().to_owned())),
        payer_id: Set(kind.and_then(AccountKind::payer).map(AccountId::to_string)),
        organization_id: Set(account.organization_id.clone()),
        status: Set(account.status().as_str().to_owned()),
        created_at: Set(account.created_at.unix_ms()),
        confirmed_at: Set(ms(account.confirmed_at)),
        last_check_at: Set(ms(account.last_check_at)),
        next_check_at: Set(ms(account.next_check_at)),
        choices: Set(Some(account.choices.to_tag())),
        deployed: Set(deployed.map(pack).transpose().map_err(packed)?),
        next_external_id: Set(rotation.map(|rotation| rotation.next.as_str().to_owned())),
        rotation_since: Set(rotation.map(|rotation| rotation.since.unix_ms())),
        rotation_seen: Set(seen.map(pack).transpose().map_err(packed)?),
        trust: Set(Some(account.trust.as_str().to_owned())),
    })
}

pub(super) fn to_step_row(
    workspace: &WorkspaceId,
    account: &AccountId,
    step: &Step,
) -> Result<step::ActiveModel> {
    let packed = |_: String| refused("write a step", "its state or report has no JSON form");
    Ok(step::ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        account_id: Set(account.as_str().to_owned()),
        kind: Set(step.kind.as_str().to_owned()),
        state: Set(step.state.name().to_owned()),
        data: Set(pack(&step.state).map_err(packed)?),
        revision: Set(i64::from(step.revision)),
        passed_at: Set(ms(step.passed_at)),
        refused_since: Set(ms(step.refused_since)),
        found_at: Set(ms(step.found_at)),
        found_why: Set(step.found_why.map(|why| why.as_str().to_owned())),
        report: Set(step.report.as_ref().map(pack).transpose().map_err(packed)?),
    })
}

/// `steps` may come in any order; the account has them in the order of their kinds.
pub(super) fn from_rows(row: account::Model, steps: &[step::Model]) -> Result<Account> {
    let at = RowRef {
        table: TABLE,
        key: &row.id,
    };
    let mut steps = steps
        .iter()
        .map(|step| from_step_row(&row.id, step))
        .collect::<Result<Vec<_>>>()?;
    steps.sort_by_key(|step| step.kind);
    Ok(Account {
        id: at.read("id", AccountId::parse(&row.id))?,
        name: at.read("name", AccountName::parse(&row.name))?,
        region: at.read("region", Region::parse(&row.region))?,
        method: at.read("method", Method::parse(&row.method))?,
        trust: at
            .read_some("trust", row.trust.as_deref(), Trust::parse)?
            .unwrap_or(Trust::Role),
        choices: match row.choices.as_deref() {
            Some(text) => at.read("choices", Choices::parse(text))?,
            None => Choices::default(),
        },
        external_id: at.read("external_id", ExternalId::parse(&row.external_id))?,
        rotation: rotation(at, &row)?,
        role_name: at.read("role_name", RoleName::parse(&row.role_name))?,
        candidate: at.read_some(
            "candidate_role_arn",
            row.candidate_role_arn.as_deref(),
            RoleArn::parse,
        )?,
        proven: proven(at, &row)?,
        deployed: at.read_some("deployed", row.deployed.as_deref(), unpack)?,
        kind: kind(at, &row)?,
        steps,
        created_at: Timestamp::from_unix_ms(row.created_at),
        confirmed_at: time(row.confirmed_at),
        last_check_at: time(row.last_check_at),
        next_check_at: time(row.next_check_at),
        organization_id: row.organization_id,
    })
}

fn rotation(at: RowRef<'_>, row: &account::Model) -> Result<Option<Rotation>> {
    let (Some(next), Some(since)) = (&row.next_external_id, row.rotation_since) else {
        return Ok(None);
    };
    Ok(Some(Rotation {
        next: at.read("next_external_id", ExternalId::parse(next))?,
        since: Timestamp::from_unix_ms(since),
        seen: at.read_some("rotation_seen", row.rotation_seen.as_deref(), unpack)?,
    }))
}

fn proven(at: RowRef<'_>, row: &account::Model) -> Result<Option<ProvenRole>> {
    match (&row.proven_role_arn, &row.proven_role_id, row.proven_at) {
        (Some(arn), Some(unique_id), Some(when)) => Ok(Some(ProvenRole {
            arn: at.read("proven_role_arn", RoleArn::parse(arn))?,
            unique_id: unique_id.clone(),
            template: at.read_some(
                "proven_template",
                row.proven_template.as_deref(),
                TemplateVersion::parse,
            )?,
            at: Timestamp::from_unix_ms(when),
        })),
        (None, None, None) => Ok(None),
        _ => Err(at.bad(
            "proven_role_arn",
            "expected ARN, unique id and time of a proven role together, found some of them",
        )),
    }
}

fn kind(at: RowRef<'_>, row: &account::Model) -> Result<Option<AccountKind>> {
    match (row.kind.as_deref(), row.payer_id.as_deref()) {
        (None, None) => Ok(None),
        (Some("payer"), None) => Ok(Some(AccountKind::Payer)),
        (Some("standalone"), None) => Ok(Some(AccountKind::Standalone)),
        (Some("linked"), Some(payer)) => Ok(Some(AccountKind::Linked {
            payer: at.read("payer_id", AccountId::parse(payer))?,
        })),
        (kind, payer) => Err(unknown_kind(at, kind, payer)),
    }
}

fn unknown_kind(at: RowRef<'_>, kind: Option<&str>, payer: Option<&str>) -> StoreError {
    at.bad(
        "kind",
        format!(
            "expected payer, standalone, or linked with a payer's id; found {kind:?} with {payer:?}"
        ),
    )
}

fn from_step_row(account: &str, row: &step::Model) -> Result<Step> {
    let key = format!("{account}/{}", row.kind);
    let at = RowRef {
        table: "steps",
        key: &key,
    };
    let state: landfast_domain::step::StepState = at.read("data", unpack(&row.data))?;
    if state.name() != row.state {
        return Err(at.bad(
            "state",
            format!(
                "expected {:?} as in the column data, found {:?}",
                state.name(),
                row.state
            ),
        ));
    }
    Ok(Step {
        kind: at.read("kind", StepKind::parse(&row.kind))?,
        state,
        revision: at.small("revision", row.revision)?,
        passed_at: time(row.passed_at),
        refused_since: time(row.refused_since),
        found_at: time(row.found_at),
        found_why: at.read_some("found_why", row.found_why.as_deref(), DriftReason::parse)?,
        report: at.read_some("report", row.report.as_deref(), unpack)?,
    })
}
