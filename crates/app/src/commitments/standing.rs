use landfast_domain::{
    AccountId,
    bill::ask::{Catalogue, Day},
    commitment::{CostLine, KeptMonths, Standing},
};

use crate::{
    actor::Actor,
    app::App,
    bills::refused,
    error::{Error, Result},
    ports::Commitment,
    problem::ProblemCode,
};

/// A contract, and how bills stand against it.
#[derive(Debug, Clone)]
pub struct StandingOf {
    pub commitment: Commitment,
    pub standing: Standing,
}

impl App {
    /// What was spent in every year of a contract that has begun, and what is to be expected of the
    /// running one, by the bills that are kept now.
    ///
    /// # Errors
    /// `commitment_not_found`, `bill_question_invalid`, `bill_question_too_large`, `unavailable`.
    pub async fn commitment_standing(&self, actor: &Actor, id: &str) -> Result<StandingOf> {
        let commitment = self.commitment_of(actor, id).await?;
        let (of, today) = (&actor.workspace.id, Day::of(self.now()));
        let catalogue = self.ports.answers.catalogue(of).await.map_err(refused)?;
        let mut lines = Vec::new();
        for (question, is_support) in commitment.contract.questions(today) {
            let answer = self.ports.answers.ask(of, &question).await;
            for row in answer.map_err(refused)?.rows {
                lines.push(CostLine::read(row, is_support).map_err(broken)?);
            }
        }
        let standing = commitment
            .contract
            .standing(today, &lines, &kept(&catalogue));
        Ok(StandingOf {
            standing: standing.map_err(broken)?,
            commitment,
        })
    }
}

/// The months of each account that questions are answered from.
fn kept(catalogue: &Catalogue) -> KeptMonths {
    let mut found = KeptMonths::new();
    for month in &catalogue.months {
        // Payers of other clouds are none of AWS's.
        if let Ok(payer) = AccountId::parse(&month.payer) {
            found.entry(payer).or_default().insert(month.period);
        }
    }
    found
}

fn broken(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let detail = "The bills were answered in a way that cannot be counted; nothing is wrong with the contract.";
    Error::new(ProblemCode::Internal, detail).caused_by(why)
}
