use landfast_domain::{
    Account, Timestamp,
    billing_export::ExportChoice,
    deployment::{Deployment, DeploymentStatus, Part, PartStatus, PartWish},
    organization::{Coverage, UnitId, coverage, of_units},
    step::StepKind,
};

use crate::{actor::Actor, app::App, billing::export_choice, error::Result};

/// A deployment with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeploymentView {
    pub deployment: Deployment,
    pub status: DeploymentStatus,
    /// When a check last passed with this role.
    pub checked_at: Option<Timestamp>,
    /// Whether the module has another version than this server wants.
    pub outdated: bool,
    /// The role first, then what the module makes beside it.
    pub parts: Vec<PartView>,
}

/// One thing that a deployment makes, with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartView {
    pub step: StepKind,
    /// What it is, for people.
    pub about: String,
    pub status: PartStatus,
    pub announced_at: Timestamp,
    pub applied_at: Option<Timestamp>,
}

/// What the parts are judged by.
struct Known {
    account: Account,
    chosen: Option<ExportChoice>,
    whole: Coverage,
    units: Vec<(UnitId, Coverage)>,
}

impl App {
    /// The newest deployments of the Terraform module in an account, newest first.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn deployments(&self, actor: &Actor, account: &str) -> Result<Vec<DeploymentView>> {
        let account = self.account(actor, account).await?;
        let all = self.rows(actor).deployments(&account.id).await?;
        let parts = self.rows(actor).deployment_parts(&account.id).await?;
        let known = self.known(actor, account, &parts).await?;
        let view = |deployment: Deployment| {
            let proven = known.account.proven.as_ref();
            let status = deployment.status(proven);
            let own = parts.iter().filter(|part| part.deployment == deployment.id);
            DeploymentView {
                checked_at: proven
                    .filter(|_| status == DeploymentStatus::Checked)
                    .map(|role| role.at),
                outdated: deployment.template != self.template.version,
                parts: std::iter::once(known.role(&deployment, status))
                    .chain(own.map(|part| known.part(part)))
                    .collect(),
                status,
                deployment,
            }
        };
        Ok(all.into_iter().map(view).collect())
    }

    async fn known(&self, actor: &Actor, account: Account, parts: &[Part]) -> Result<Known> {
        let mut known = Known {
            account,
            chosen: None,
            whole: Coverage::default(),
            units: Vec::new(),
        };
        if parts.is_empty() {
            return Ok(known);
        }
        let rows = self.rows(actor);
        let id = &known.account.id;
        let chosen = rows.export_choice(id).await?;
        let organization = rows.organization_find(id).await?.unwrap_or_default();
        let groups = rows.organization_groups(id).await?;
        known.chosen = export_choice(&known.account, chosen.as_ref());
        // The payer's own role is no part of the StackSet.
        let own = rows.organization_member(id, id).await?;
        let whole = coverage(&groups);
        known.whole = match own {
            Some(own) => whole.without(own.standing()),
            None => whole,
        };
        let units = of_units(&organization.tree, &groups).into_iter();
        known.units = units.map(|one| (one.unit.id, one.coverage)).collect();
        Ok(known)
    }
}

impl Known {
    fn role(&self, deployment: &Deployment, status: DeploymentStatus) -> PartView {
        let step = self.account.step(StepKind::ApiAccess);
        PartView {
            step: StepKind::ApiAccess,
            about: format!("The role {}", deployment.role_name),
            status: PartStatus::of_role(status, step.map(|step| &step.state)),
            announced_at: deployment.announced_at,
            applied_at: deployment.applied.as_ref().map(|applied| applied.at),
        }
    }

    fn part(&self, part: &Part) -> PartView {
        let step = part.wish.step();
        let state = self.account.step(step).map(|step| &step.state);
        let status = match &part.wish {
            PartWish::BillingExport { .. } => part.export_status(state, self.chosen.as_ref()),
            PartWish::LinkedAccounts { units, .. } => {
                part.linked_status(state, self.coverage_of(units).as_ref())
            }
        };
        PartView {
            step,
            about: part.wish.in_words(),
            status,
            announced_at: part.announced_at,
            applied_at: part.made.as_ref().map(|made| made.at),
        }
    }

    /// `None` while the tree is not known in which the units are.
    fn coverage_of(&self, units: &[UnitId]) -> Option<Coverage> {
        if units.is_empty() || units.iter().any(UnitId::is_root) {
            return Some(self.whole.clone());
        }
        let mut all = Coverage::default();
        for unit in units {
            let (_, found) = self.units.iter().find(|(id, _)| id == unit)?;
            for (standing, accounts) in &found.by_standing {
                let sum = all.by_standing.entry(*standing).or_default();
                *sum = sum.saturating_add(*accounts);
            }
        }
        Some(all)
    }
}
