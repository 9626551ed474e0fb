use std::collections::BTreeMap;

use landfast_domain::{
    Account,
    organization::{
        Coverage, Organization, UnitCoverage, UnitId, coverage, of_stacks, of_units,
        stack_set::StackState,
    },
};

use super::ask::must_be_payer;
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{MemberQuery, MemberRow, Page},
    problem::ProblemCode,
};

/// The largest page that is given.
const MAX_PAGE: u32 = 200;

/// An organization with how much of it is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationStatus {
    pub payer: Account,
    pub organization: Organization,
    pub coverage: Coverage,
    /// In the order of the tree; empty while the tree could not be read.
    pub units: Vec<UnitCoverage>,
    /// How far the StackSet is in how many accounts; those that it was not looked at in are in none.
    pub stacks: BTreeMap<StackState, u64>,
}

impl App {
    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `step_not_applicable`.
    pub async fn organization(&self, actor: &Actor, payer: &str) -> Result<OrganizationStatus> {
        let payer = self.account(actor, payer).await?;
        must_be_payer(&payer)?;
        let rows = self.rows(actor);
        let organization = rows.organization_find(&payer.id).await?.unwrap_or_default();
        let groups = rows.organization_groups(&payer.id).await?;
        Ok(OrganizationStatus {
            coverage: coverage(&groups),
            units: of_units(&organization.tree, &groups),
            stacks: of_stacks(&groups),
            payer,
            organization,
        })
    }

    /// The accounts of an organization that was looked up. With `unit`, those in it and below it.
    ///
    /// # Errors
    /// `body_invalid` for a unit that is none, `cursor_invalid`.
    pub async fn linked(
        &self,
        actor: &Actor,
        of: &OrganizationStatus,
        unit: Option<&str>,
        query: MemberQuery,
    ) -> Result<Page<MemberRow>> {
        let units = match unit {
            Some(text) => {
                let unit = UnitId::parse(text).map_err(|why| {
                    Error::field(
                        ProblemCode::BodyInvalid,
                        "unit",
                        format!("The unit is not understood: {why}."),
                    )
                })?;
                Some(below(&of.organization, &unit))
            }
            None => None,
        };
        let query = MemberQuery {
            payer: of.payer.id.clone(),
            units,
            limit: query.limit.clamp(1, MAX_PAGE),
            ..query
        };
        Ok(self.rows(actor).organization_members(&query).await?)
    }
}

fn below(organization: &Organization, unit: &UnitId) -> Vec<UnitId> {
    let tree = &organization.tree;
    let all = tree.in_order().into_iter().map(|(_, one)| one);
    all.filter(|one| tree.upwards(&one.id).iter().any(|above| above.id == *unit))
        .map(|one| one.id.clone())
        .collect()
}
