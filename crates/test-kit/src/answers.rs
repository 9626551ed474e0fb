use async_trait::async_trait;
use landfast_app::ports::{BillAnswers, Exported, NotAnswered, Unanswered};
use landfast_domain::{
    bill::ask::{
        Answer, AnswerRow, AnsweredFrom, Catalogue, Cell, Column, Export, FileFormat, Limits, Page,
        Question, Selection, Table,
    },
    ids::WorkspaceId,
};

/// Stands in for the engine: every sum is one dollar, in as many groups as nothing is split by. A
/// query that says `forever` takes too much, one that says `broken` finds the store broken.
#[derive(Debug, Clone, Default)]
pub struct FakeAnswers;

#[async_trait]
impl BillAnswers for FakeAnswers {
    async fn catalogue(&self, _: &WorkspaceId) -> Result<Catalogue, NotAnswered> {
        Ok(Catalogue::default())
    }

    async fn ask(&self, _: &WorkspaceId, question: &Question) -> Result<Answer, NotAnswered> {
        if question.group_by.len() > Question::GROUPS {
            return Err(refused(Unanswered::Question));
        }
        let row = AnswerRow {
            unit: "USD".to_owned(),
            time: None,
            group: question.group_by.iter().map(|_| None).collect(),
            is_rest: false,
            amount: "1".to_owned(),
            rows: 1,
        };
        Ok(Answer {
            rows: vec![row],
            groups: 1,
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
