//! Questions about what is kept. Whoever may look at the workspace may ask.

use std::{collections::BTreeMap, time::Duration};

use landfast_domain::{
    AccountId,
    bill::ask::{
        Answer, Catalogue, Dimension, Export, FileFormat, Known, Limits, Page, Question, Selection,
        Table,
    },
};

use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{Exported, NotAnswered, Unanswered},
    problem::ProblemCode,
};

/// Rows of a query over HTTP.
const MOST_ROWS: usize = 10_000;
/// How long a query may take: less than a request may.
const QUERY: Duration = Duration::from_secs(25);
/// How long a file may.
const FILE: Duration = Duration::from_secs(9 * 60);
/// Lines on a page.
const MOST_LINES: usize = 500;
/// Lines that can be paged through; whoever wants more wants a file.
const MOST_SKIPPED: usize = 100_000;
/// Rows of a file over HTTP; of more, the store's own files are the better copy.
const MOST_EXPORTED: usize = 5_000_000;

/// An answer, and what its accounts are called as far as that is known.
#[derive(Debug, Clone)]
pub struct NamedAnswer {
    pub answer: Answer,
    pub account_names: BTreeMap<AccountId, String>,
}

impl App {
    /// The months there are, and the keys of their tags.
    ///
    /// # Errors
    /// `unavailable` where the store cannot be read.
    pub async fn bill_catalogue(&self, actor: &Actor) -> Result<Catalogue> {
        let found = self.ports.answers.catalogue(&actor.workspace.id).await;
        found.map_err(refused)
    }

    /// # Errors
    /// `bill_question_invalid`, `bill_question_too_large`, `unavailable`.
    pub async fn ask_bills(&self, actor: &Actor, question: &Question) -> Result<NamedAnswer> {
        let of = &actor.workspace.id;
        let answer = self.ports.answers.ask(of, question).await;
        let answer = answer.map_err(refused)?;
        let ids = accounts_in(question, &answer);
        let names = self.rows(actor).account_names(&ids).await?;
        Ok(NamedAnswer {
            answer,
            account_names: names.into_iter().collect(),
        })
    }

    /// # Errors
    /// `bill_question_invalid`, `bill_question_too_large`, `unavailable`.
    pub async fn bill_lines(
        &self,
        actor: &Actor,
        selection: &Selection,
        page: Page,
    ) -> Result<Table> {
        if page.rows == 0 || page.rows > MOST_LINES {
            let detail = format!(
                "Expected 1 to {MOST_LINES} lines on a page; found {}.",
                page.rows
            );
            return Err(Error::field(
                ProblemCode::BillQuestionInvalid,
                "rows",
                detail,
            ));
        }
        if page.skip > MOST_SKIPPED {
            let detail = format!("Expected at most {MOST_SKIPPED} lines to skip; export them all.");
            return Err(Error::field(
                ProblemCode::BillQuestionInvalid,
                "skip",
                detail,
            ));
        }
        let of = &actor.workspace.id;
        let found = self.ports.answers.lines(of, selection, page).await;
        found.map_err(refused)
    }

    /// # Errors
    /// `bill_question_invalid`, `bill_question_too_large`, `unavailable`.
    pub async fn query_bills(&self, actor: &Actor, text: &str, rows: usize) -> Result<Table> {
        let limits = Limits {
            rows: rows.clamp(1, MOST_ROWS),
            time: QUERY,
        };
        let of = &actor.workspace.id;
        let found = self.ports.answers.sql(of, text, &limits).await;
        found.map_err(refused)
    }

    /// # Errors
    /// `bill_question_invalid`, `bill_question_too_large`, `unavailable`.
    pub async fn export_bills(
        &self,
        actor: &Actor,
        what: &Export,
        format: FileFormat,
    ) -> Result<Exported> {
        let limits = Limits {
            rows: MOST_EXPORTED,
            time: FILE,
        };
        let of = &actor.workspace.id;
        let written = self.ports.answers.export(of, what, format, &limits).await;
        written.map_err(refused)
    }
}

/// The accounts among an answer's groups.
fn accounts_in(question: &Question, answer: &Answer) -> Vec<AccountId> {
    let is_account = |by: &Dimension| {
        matches!(
            by,
            Dimension::Column(Known::Account) | Dimension::Column(Known::Payer)
        )
    };
    let mut found: Vec<AccountId> = Vec::new();
    for (place, _) in question
        .group_by
        .iter()
        .enumerate()
        .filter(|(_, by)| is_account(by))
    {
        let of = answer
            .rows
            .iter()
            .filter_map(|row| row.group.get(place)?.as_deref());
        found.extend(of.filter_map(|text| AccountId::parse(text).ok()));
    }
    found.sort_unstable();
    found.dedup();
    found
}

pub(crate) fn refused(why: NotAnswered) -> Error {
    let code = match why.why {
        Unanswered::Question => ProblemCode::BillQuestionInvalid,
        Unanswered::TooMuch => ProblemCode::BillQuestionTooLarge,
        Unanswered::Trouble => ProblemCode::Unavailable,
    };
    Error::new(code, why.detail)
}
