//! Roles that an earlier registration left behind, tried when the account is looked at again.

use landfast_domain::{
    Account,
    ids::WorkspaceId,
    removal::{Answer, Orphan},
};

use crate::{access::by_itself, app::App, error::Result, ports::Topic};

impl App {
    /// Tries each of them once. What was found is written beside the check; nothing of the check
    /// depends on it.
    pub(crate) async fn look_at_orphans(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
    ) -> Result<()> {
        let rows = self.ports.store.workspace(workspace);
        for orphan in rows.orphans(&account.id).await? {
            let answer = self.try_orphan(account, &orphan).await;
            self.settle_orphan(workspace, account, &orphan, &answer)
                .await?;
        }
        Ok(())
    }

    async fn try_orphan(&self, account: &Account, orphan: &Orphan) -> Answer {
        // The role trusts what the earlier registration used.
        let account = &Account {
            trust: orphan.trust,
            ..account.clone()
        };
        let answer = self
            .try_role(account, &orphan.role_arn, &orphan.external_id)
            .await;
        match (&answer, self.own_trouble(account).await) {
            // A refusal proves nothing while the own identity does not work.
            (Answer::Refused { request_id, .. }, Some(detail)) => Answer::Trouble {
                detail,
                request_id: request_id.clone(),
            },
            _ => answer,
        }
    }

    async fn settle_orphan(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        orphan: &Orphan,
        answer: &Answer,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let there = tx.orphans(&account.id).await?;
        let Some(before) = there.into_iter().find(|one| one.id == orphan.id) else {
            return Ok(());
        };
        let mut after = before.clone();
        let told = |action, summary| by_itself(action, account, summary);
        let role = &orphan.role_arn;
        let entries = if after.tried(answer, now) {
            tx.orphan_forget(&orphan.id).await?;
            let summary = format!(
                "{role}, which an earlier registration of account {} left behind, no longer answers.",
                account.id
            );
            vec![told("orphan.gone", summary)]
        } else if after == before {
            return Ok(());
        } else {
            tx.orphan_put(&account.id, &after).await?;
            let found = after.remedy().filter(|_| before.remedy().is_none());
            found
                .map(|_| {
                    let summary = format!(
                        "{role} still answers to an earlier registration of account {}, whose record was removed.",
                        account.id
                    );
                    told("orphan.found", summary)
                })
                .into_iter()
                .collect()
        };
        tx.commit(now, entries).await?;
        self.hint(workspace, Topic::Account, Some(&account.id));
        Ok(())
    }
}
