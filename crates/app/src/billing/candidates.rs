//! What is there already, offered with what does not fit and why.

use landfast_domain::{
    Account, Partition,
    billing_export::{Candidate, candidates},
    check::Seen,
};

use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::AccountSession,
    problem::ProblemCode,
};

/// What was found, and what could not be asked.
#[derive(Debug, Clone)]
pub struct Offer {
    pub candidates: Vec<Candidate>,
    /// One sentence for each list that AWS did not give.
    pub unseen: Vec<String>,
}

impl App {
    /// Asks AWS for the account's reports and exports.
    ///
    /// # Errors
    /// `account_not_found`, `step_not_applicable`, `action_not_allowed`; `unavailable`
    /// when Landfast does not come into the account.
    pub async fn export_candidates(&self, actor: &Actor, account: &str) -> Result<Offer> {
        let account = self.payer(actor, account).await?;
        self.offer(actor, &account).await
    }

    pub(super) async fn offer(&self, actor: &Actor, account: &Account) -> Result<Offer> {
        let session = match self.enter(&actor.workspace.id, account, "exports").await? {
            Seen::Yes(session) => session,
            Seen::Trouble(trouble) => {
                return Err(Error::new(ProblemCode::Unavailable, trouble.detail));
            }
            Seen::No(denial) => {
                let detail = format!(
                    "AWS did not let Landfast into account {}: {}.",
                    account.id, denial.code
                );
                return Err(Error::new(ProblemCode::Unavailable, detail)
                    .hint("Check API access of the account first."));
            }
        };
        Ok(offered(session.as_ref(), account).await)
    }
}

async fn offered(session: &dyn AccountSession, account: &Account) -> Offer {
    let (mut found, mut unseen) = (Vec::new(), Vec::new());
    let lists = [
        ("legacy reports", session.reports().await),
        ("data exports", session.exports().await),
    ];
    for (what, list) in lists {
        match list {
            Seen::Yes(exports) => found.extend(exports),
            Seen::No(denial) => {
                unseen.push(format!("AWS refused the list of {what}: {}.", denial.code))
            }
            Seen::Trouble(trouble) => {
                unseen.push(format!(
                    "The list of {what} did not come: {}",
                    trouble.detail
                ));
            }
        }
    }
    Offer {
        candidates: candidates(found, &account.id, Partition::of(&account.region)),
        unseen,
    }
}
