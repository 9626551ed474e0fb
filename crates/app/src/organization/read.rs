use landfast_domain::{
    Account, AccountId,
    organization::{
        Coverage, MemberStanding, Organization, UnitCoverage, UnitId, coverage, of_units,
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
            payer,
            organization,
        })
    }

    /// The accounts of a payer's organization. With `unit`, those in it and below it.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `step_not_applicable`, `body_invalid` for a unit
    /// that is none, `cursor_invalid`.
    pub async fn linked(
        &self,
        actor: &Actor,
        payer: &str,
        unit: Option<&str>,
        query: MemberQuery,
    ) -> Result<Page<MemberRow>> {
        let payer = self.account(actor, payer).await?;
        must_be_payer(&payer)?;
        let rows = self.rows(actor);
        let units = match unit {
            Some(text) => {
                let unit = UnitId::parse(text).map_err(|why| {
                    Error::field(
                        ProblemCode::BodyInvalid,
                        "unit",
                        format!("The unit is not understood: {why}."),
                    )
                })?;
                let organization = rows.organization_find(&payer.id).await?.unwrap_or_default();
                Some(below(&organization, &unit))
            }
            None => None,
        };
        let query = MemberQuery {
            payer: payer.id,
            units,
            limit: query.limit.clamp(1, MAX_PAGE),
            ..query
        };
        Ok(rows.organization_members(&query).await?)
    }

    /// One account of a payer's organization.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found` for a payer or an account that is not known.
    pub async fn member(
        &self,
        actor: &Actor,
        payer: &AccountId,
        account: &AccountId,
    ) -> Result<MemberRow> {
        let found = self.rows(actor).organization_member(payer, account).await?;
        found.ok_or_else(|| crate::accounts::not_found(account))
    }
}

fn below(organization: &Organization, unit: &UnitId) -> Vec<UnitId> {
    let tree = &organization.tree;
    let all = tree.in_order().into_iter().map(|(_, one)| one);
    all.filter(|one| tree.upwards(&one.id).iter().any(|above| above.id == *unit))
        .map(|one| one.id.clone())
        .collect()
}

/// # Errors
/// `body_invalid` names the standings there are.
pub fn asked_standing(text: &str) -> Result<MemberStanding> {
    MemberStanding::parse(text).map_err(|why| {
        Error::field(
            ProblemCode::BodyInvalid,
            "standing",
            format!("The standing is not understood: {why}."),
        )
    })
}
