//! The job of a check of the billing export: look, judge, settle. May run twice and die anywhere.

use landfast_domain::{
    Account, Method, Partition,
    api_access::{MadeBy, Patience},
    billing_export::{ExportChoice, ExportPatience, ExportSeen, ExportWanted, judge},
    check::{Report, Seen, Trouble},
    ids::WorkspaceId,
};

use super::observe::{export_choice, look};
use crate::{
    access::{patience, tried_as},
    app::App,
    error::Result,
    ports::{AccountSession, Check, ChosenExport},
};

impl App {
    /// One look at the account's bill, judged.
    pub(crate) async fn look_at_export(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        check: &Check,
    ) -> Result<Report> {
        let rows = self.ports.store.workspace(workspace);
        let chosen = rows.export_choice(&account.id).await?;
        let Some(choice) = export_choice(account, chosen.as_ref()) else {
            return Ok(self.unseen(account, None, &nothing_there()));
        };
        let seen = match self.enter(workspace, account, "check").await? {
            Seen::Yes(session) => self.seen(session.as_ref(), account, &choice).await,
            Seen::No(_) => ExportSeen::default(),
            Seen::Trouble(trouble) => ExportSeen {
                reports: Some(Seen::Trouble(trouble.clone())),
                exports: Some(Seen::Trouble(trouble)),
                ..ExportSeen::default()
            },
        };
        let now = self.now();
        let patience = match patience(check, now) {
            Patience::NewRole | Patience::NotDeployed => ExportPatience::Waiting,
            Patience::Over => ExportPatience::Over,
        };
        let wanted = wanted(account, choice, chosen.as_ref());
        Ok(judge(&wanted, &seen, patience, now))
    }

    async fn seen(
        &self,
        session: &dyn AccountSession,
        account: &Account,
        choice: &ExportChoice,
    ) -> ExportSeen {
        look(session, account, choice, self.now()).await
    }

    /// The report when Landfast could not look at all.
    pub(crate) fn export_unseen(
        &self,
        account: &Account,
        chosen: Option<&ChosenExport>,
        trouble: &Trouble,
    ) -> Report {
        let choice = export_choice(account, chosen);
        self.unseen(
            account,
            choice.map(|choice| wanted(account, choice, chosen)),
            trouble,
        )
    }

    fn unseen(&self, account: &Account, wanted: Option<ExportWanted>, trouble: &Trouble) -> Report {
        let seen = ExportSeen {
            reports: Some(Seen::Trouble(trouble.clone())),
            exports: Some(Seen::Trouble(trouble.clone())),
            ..ExportSeen::default()
        };
        let now = self.now();
        match wanted {
            Some(wanted) => judge(&wanted, &seen, ExportPatience::Over, now),
            None => Report {
                at: now,
                role_arn: tried_as(account),
                findings: Vec::new(),
                difference: None,
            },
        }
    }
}

fn nothing_there() -> Trouble {
    Trouble::ours("AWS offers no billing exports in this account's partition.".to_owned())
}

fn wanted(account: &Account, choice: ExportChoice, chosen: Option<&ChosenExport>) -> ExportWanted {
    ExportWanted {
        account: account.id.clone(),
        partition: Partition::of(&account.region),
        choice,
        made_by: match account.method {
            Method::Terraform => MadeBy::Module,
            _ => MadeBy::Stack,
        },
        since: chosen.map_or(account.created_at, |chosen| chosen.at),
        tried_as: tried_as(account),
    }
}
