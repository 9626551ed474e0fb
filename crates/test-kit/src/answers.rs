use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use landfast_app::ports::{BillAnswers, Exported, NotAnswered, Unanswered};
use landfast_domain::{
    Timestamp,
    bill::{
        Amount,
        ask::{
            Answer, AnswerRow, AnsweredFrom, Catalogue, CataloguedMonth, Cell, Column, Day,
            Dimension, Export, FileFormat, Granularity, Known, Limits, Page, Question, Range,
            Selection, Table,
        },
    },
    ids::WorkspaceId,
};

/// A line of a bill, as far as the stand-in knows lines.
#[derive(Debug, Clone)]
pub struct FakeLine {
    pub day: Day,
    pub payer: String,
    pub service_code: Option<String>,
    pub line_type: String,
    pub billing_entity: Option<String>,
    pub legal_entity: Option<String>,
    pub currency: String,
    pub amount: Amount,
}

impl FakeLine {
    fn value(&self, of: &Dimension) -> Option<&str> {
        match of {
            Dimension::Column(Known::Payer) => Some(&self.payer),
            Dimension::Column(Known::ServiceCode) => self.service_code.as_deref(),
            Dimension::Column(Known::LineType) => Some(&self.line_type),
            Dimension::Column(Known::BillingEntity) => self.billing_entity.as_deref(),
            Dimension::Column(Known::LegalEntity) => self.legal_entity.as_deref(),
            _ => None,
        }
    }

    fn is_in(&self, selection: &Selection) -> bool {
        let in_range = match selection.range {
            Range::Days { from, to } => from <= self.day && self.day <= to,
            Range::Months { from, to } => {
                let period = self.day.period();
                period.is_some_and(|period| from <= period && period <= to)
            }
        };
        in_range
            && selection.filters.iter().all(|filter| {
                let value = self.value(&filter.dimension);
                let mut values = filter.values.iter();
                values.any(|one| one.as_deref() == value) != filter.is_not
            })
    }
}

/// Stands in for the engine. Without lines every sum is one dollar, in as many groups as nothing is split
/// by; with them, sums are theirs. A query that says `forever` takes too much, one that says `broken`
/// finds the store broken.
#[derive(Debug, Clone, Default)]
pub struct FakeAnswers {
    lines: Arc<Mutex<Vec<FakeLine>>>,
}

impl FakeAnswers {
    /// All lines there are, in every workspace.
    pub fn put(&self, lines: Vec<FakeLine>) {
        *self.lines.lock().unwrap_or_else(PoisonError::into_inner) = lines;
    }

    fn all(&self) -> Vec<FakeLine> {
        let lines = self.lines.lock();
        lines.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl BillAnswers for FakeAnswers {
    async fn catalogue(&self, _: &WorkspaceId) -> Result<Catalogue, NotAnswered> {
        let lines = self.all();
        let months = lines.iter().filter_map(|line| {
            let period = line.day.period()?;
            Some((line.payer.clone(), period))
        });
        let months: BTreeSet<_> = months.collect();
        let months = months.into_iter().map(|(payer, period)| CataloguedMonth {
            payer,
            report: "fake".to_owned(),
            period,
            format: "cur_2".to_owned(),
            rows: 1,
            since: Timestamp::from_unix_ms(0),
            is_asked: true,
        });
        Ok(Catalogue {
            months: months.collect(),
            ..Catalogue::default()
        })
    }

    async fn ask(&self, _: &WorkspaceId, question: &Question) -> Result<Answer, NotAnswered> {
        if question.group_by.len() > Question::GROUPS {
            return Err(refused(Unanswered::Question));
        }
        let lines = self.all();
        let rows = match lines.is_empty() {
            true => vec![a_dollar(question)],
            false => sums(question, &lines)?,
        };
        Ok(Answer {
            groups: 1,
            rows,
            from: AnsweredFrom::Lines,
        })
    }

    async fn lines(&self, _: &WorkspaceId, _: &Selection, _: Page) -> Result<Table, NotAnswered> {
        Ok(table())
    }

    async fn sql(&self, _: &WorkspaceId, text: &str, _: &Limits) -> Result<Table, NotAnswered> {
        match text {
            "forever" => Err(refused(Unanswered::TooMuch)),
            "broken" => Err(refused(Unanswered::Trouble)),
            _ => Ok(table()),
        }
    }

    async fn export(
        &self,
        _: &WorkspaceId,
        _: &Export,
        _: FileFormat,
        _: &Limits,
    ) -> Result<Exported, NotAnswered> {
        let file = tempfile::tempfile().map_err(|_| refused(Unanswered::Trouble))?;
        Ok(Exported { rows: 0, file })
    }
}

fn a_dollar(question: &Question) -> AnswerRow {
    let time = match (question.granularity, question.selection.range) {
        (Granularity::Day, Range::Days { from, .. }) => Some(from.to_string()),
        _ => None,
    };
    AnswerRow {
        unit: "USD".to_owned(),
        time,
        group: question.group_by.iter().map(|_| None).collect(),
        is_rest: false,
        amount: "1".to_owned(),
        rows: 1,
    }
}

fn sums(question: &Question, lines: &[FakeLine]) -> Result<Vec<AnswerRow>, NotAnswered> {
    let mut sums: BTreeMap<_, (Amount, u64)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_in(&question.selection)) {
        let time = match question.granularity {
            Granularity::None => None,
            Granularity::Day => Some(line.day.to_string()),
            Granularity::Month => line.day.period().map(|period| period.to_string()),
        };
        let group = question.group_by.iter().map(|by| line.value(by));
        let group: Vec<Option<&str>> = group.collect();
        let sum = sums.entry((time, &line.currency, group)).or_default();
        let more = sum.0.plus(line.amount);
        *sum = (more.map_err(|_| refused(Unanswered::Question))?, sum.1 + 1);
    }
    let rows = sums
        .into_iter()
        .map(|((time, unit, group), (amount, rows))| {
            let group = group.into_iter().map(|text| text.map(str::to_owned));
            AnswerRow {
                unit: unit.clone(),
                time,
                group: group.collect(),
                is_rest: false,
                amount: amount.to_string(),
                rows,
            }
        });
    Ok(rows.collect())
}

fn table() -> Table {
    Table {
        columns: vec![Column {
            name: "rows".to_owned(),
            kind: "whole number".to_owned(),
        }],
        rows: vec![vec![Cell::Whole(1)]],
        is_cut: false,
    }
}

fn refused(why: Unanswered) -> NotAnswered {
    NotAnswered {
        why,
        detail: "The stand-in refused. Ask something else.".to_owned(),
    }
}
