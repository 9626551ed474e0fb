//! The answers, from the months in a store that count.

use std::{
    io::Write,
    sync::{Arc, OnceLock},
};

use async_trait::async_trait;
use datafusion::{
    catalog::TableProvider,
    prelude::{DataFrame, SessionContext, col},
};
use landfast_domain::bill::{
    Overflow, Period,
    ask::{
        Answer, AnswerRow, AnsweredFrom, Catalogue, Day, Export, FileFormat, Granularity, Limits,
        Page, Question, Range, Selection, Table,
    },
};

use super::{
    Error, Questions, Result,
    catalogue::catalogue,
    choose::{choose, may_have},
    columns::rollup_for,
    engine::{self, Engine, Memory},
    export,
    plan::{Sums, selected},
    read, sql, sums,
    top::{Ranked, Sum, Top, exact, rests},
};
use crate::keep::{Current, Store};

/// Groups of an answer without a top; the engine could more, people could not.
const MOST_GROUPS: usize = 20_000;
/// Groups of a top: each is a condition of a query.
const MOST_TOP: usize = 500;
/// Filters of a selection, and values of all of them: each is a step of the engine's own stack.
const MOST_FILTERS: usize = 50;
const MOST_VALUES: usize = 5_000;
/// Rows of an answer.
const MOST_ROWS: usize = 200_000;

/// Bills in a store.
#[derive(Debug)]
pub struct Bills {
    store: Store,
    memory: Memory,
    /// Made by the first question: the program itself starts without it.
    engine: OnceLock<Arc<Engine>>,
    only_lines: bool,
}

impl Bills {
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self::within(store, Memory::default())
    }

    /// All that are made with the same memory share it.
    #[must_use]
    pub const fn within(store: Store, memory: Memory) -> Self {
        Self {
            store,
            memory,
            engine: OnceLock::new(),
            only_lines: false,
        }
    }

    /// Never takes rollups: what they say is held against this.
    #[must_use]
    pub const fn from_lines(mut self) -> Self {
        self.only_lines = true;
        self
    }

    fn session(&self) -> Result<SessionContext> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine.session());
        }
        let made = Arc::new(Engine::new(&self.store, &self.memory)?);
        Ok(self.engine.get_or_init(|| made).session())
    }

    async fn lines_in(&self, months: &[&Current]) -> Result<Arc<dyn TableProvider>> {
        let files = months.iter().flat_map(|month| &month.files);
        let keys = files.map(|file| file.key.as_str());
        self.store.demand_files(keys).await?;
        engine::lines(months)
    }

    /// The lines of the months that a selection is about.
    async fn lines_of(&self, of: &Selection) -> Result<DataFrame> {
        demand_selection(of)?;
        let currents = self.store.currents().await?;
        let months = months(&currents, of.report.as_deref(), of.range);
        let table = self.session()?.read_table(self.lines_in(&months).await?)?;
        selected(table, of.range, &of.filters)
    }

    /// A session in which all months are the table `bills`.
    async fn queried(&self) -> Result<SessionContext> {
        let currents = self.store.currents().await?;
        let months = choose(&currents, None);
        let session = self.session()?;
        session.register_table("bills", self.lines_in(&months).await?)?;
        Ok(session)
    }

    async fn sums<'a>(&self, question: &'a Question) -> Result<Sums<'a>> {
        let currents = self.store.currents().await?;
        let selection = &question.selection;
        let months = months(&currents, selection.report.as_deref(), selection.range);
        let is_in_rollups = rollup_for(question).is_some_and(|format| {
            let knows = |month: &&Current| month.rollup.is_some() && month.rollup_format >= format;
            months.iter().all(knows)
        });
        let (from, table) = match is_in_rollups && !self.only_lines {
            true => {
                let keys = months.iter().filter_map(|month| month.rollup.as_deref());
                self.store.demand_files(keys).await?;
                (AnsweredFrom::Rollup, engine::rollups(&months)?)
            }
            false => (AnsweredFrom::Lines, self.lines_in(&months).await?),
        };
        let table = self.session()?.read_table(table)?;
        Ok(Sums {
            question,
            from,
            table,
        })
    }
}

fn months<'a>(currents: &'a [Current], report: Option<&str>, range: Range) -> Vec<&'a Current> {
    let mut months = choose(currents, report);
    months.retain(|month| may_have(range, month.period));
    months
}

#[async_trait]
impl Questions for Bills {
    async fn catalogue(&self) -> Result<Catalogue> {
        Ok(catalogue(&self.store.currents().await?))
    }

    async fn ask(&self, question: &Question) -> Result<Answer> {
        demand(question)?;
        let sums = self.sums(question).await?;
        let ranked = ranked(&sums).await?;
        let groups = ranked.groups;
        let found = match question.granularity {
            Granularity::None => {
                let mut all = [ranked.first, ranked.rest].concat();
                // Stable: groups keep their order, and the rest of a unit comes last.
                all.sort_by(|a, b| a.unit.cmp(&b.unit));
                all
            }
            time => over_time(&sums, time, &ranked).await?,
        };
        let rows = found.into_iter().map(|sum| row(question, sum));
        let rows = rows.collect::<std::result::Result<_, _>>();
        Ok(Answer {
            rows: rows.map_err(too_large)?,
            groups,
            from: sums.from,
        })
    }

    async fn lines(&self, of: &Selection, page: Page) -> Result<Table> {
        let begin = async {
            let lines = self.lines_of(of).await?;
            let order = vec![
                col("unblended").sort(false, false),
                col("day").sort(true, false),
                col("account_id").sort(true, false),
                col("resource_id").sort(true, false),
                col("usage_type").sort(true, false),
            ];
            let lines = lines.sort(order)?.limit(page.skip, Some(page.rows + 1))?;
            Ok(lines.execute_stream().await?)
        };
        let limits = Limits {
            rows: page.rows,
            ..Limits::default()
        };
        sql::table(begin, &limits).await
    }

    async fn sql(&self, text: &str, limits: &Limits) -> Result<Table> {
        let begin = async { sql::begin(&self.queried().await?, text).await };
        sql::table(begin, limits).await
    }

    async fn export(
        &self,
        what: &Export,
        format: FileFormat,
        limits: &Limits,
        to: &mut (dyn Write + Send),
    ) -> Result<u64> {
        let written = async {
            let batches = match what {
                Export::Lines(of) => self.lines_of(of).await?.execute_stream().await?,
                Export::Sql(text) => sql::begin(&self.queried().await?, text).await?,
                Export::Sums(question) => {
                    let sums = sums::batch(question, &self.ask(question).await?)?;
                    return export::one(&sums, format, to);
                }
            };
            export::write(batches, format, limits, to).await
        };
        match tokio::time::timeout(limits.time, written).await {
            Ok(done) => done,
            Err(_) => Err(Error::Time(limits.time)),
        }
    }
}

fn demand(question: &Question) -> Result<()> {
    let refused = |why: String| Err(Error::Question(why));
    demand_selection(&question.selection)?;
    let groups = question.group_by.len();
    if groups > Question::GROUPS {
        return refused(format!(
            "expected at most {} things to group by, found {groups}",
            Question::GROUPS
        ));
    }
    if question.top.is_some_and(|top| top > MOST_TOP) {
        return refused(format!("expected a top of at most {MOST_TOP}"));
    }
    Ok(())
}

fn demand_selection(of: &Selection) -> Result<()> {
    let refused = |why: String| Err(Error::Question(why));
    let values: usize = of.filters.iter().map(|filter| filter.values.len()).sum();
    if of.filters.len() > MOST_FILTERS || values > MOST_VALUES {
        return refused(format!(
            "expected at most {MOST_FILTERS} filters with {MOST_VALUES} values in all, found {} with {values}",
            of.filters.len()
        ));
    }
    let is_turned = match of.range {
        Range::Months { from, to } => from > to,
        Range::Days { from, to } => from > to,
    };
    if is_turned {
        return refused("expected a range that ends after it begins".to_owned());
    }
    Ok(())
}

/// The groups in their order, over all times.
async fn ranked(sums: &Sums<'_>) -> Result<Ranked> {
    let question = sums.question;
    let most = question.top.unwrap_or(MOST_GROUPS + 1);
    let mut top = Top::new(question.order, most);
    let plan = sums.by(Granularity::None, true, None)?;
    read::sums(plan, &mut |sum| top.add(sum).map_err(too_large)).await?;
    let ranked = top.ranked().map_err(too_large)?;
    if question.top.is_none() && ranked.groups > MOST_GROUPS as u64 {
        return Err(Error::Question(format!(
            "expected at most {MOST_GROUPS} groups, found {}: ask for a top",
            ranked.groups
        )));
    }
    Ok(ranked)
}

/// The groups at each time, and the rest at each time.
async fn over_time(sums: &Sums<'_>, time: Granularity, ranked: &Ranked) -> Result<Vec<Sum>> {
    let is_part = !ranked.rest.is_empty();
    let within = is_part.then_some(ranked.first.as_slice());
    let mut parts = collected(sums.by(time, true, within)?).await?;
    let mut rest = Vec::new();
    if is_part {
        let totals = collected(sums.by(time, false, None)?).await?;
        rest = rests(totals, &parts, &ranked.rest).map_err(too_large)?;
    }
    let places: std::collections::HashMap<(&str, &[Option<String>]), usize> = ranked
        .first
        .iter()
        .enumerate()
        .map(|(place, sum)| ((sum.unit.as_str(), sum.group.as_slice()), place))
        .collect();
    let place = |sum: &Sum| {
        let place = places.get(&(sum.unit.as_str(), sum.group.as_slice()));
        place.copied().unwrap_or(usize::MAX)
    };
    parts.extend(rest);
    // The rest is in no place and comes last of its unit.
    parts.sort_by(|a, b| (a.time, &a.unit, place(a)).cmp(&(b.time, &b.unit, place(b))));
    Ok(parts)
}

async fn collected(plan: DataFrame) -> Result<Vec<Sum>> {
    let mut found = Vec::new();
    read::sums(plan, &mut |sum| {
        found.push(sum);
        match found.len() > MOST_ROWS {
            true => Err(Error::Question(format!(
                "expected at most {MOST_ROWS} rows, found more: ask for a top"
            ))),
            false => Ok(()),
        }
    })
    .await?;
    Ok(found)
}

fn row(question: &Question, sum: Sum) -> std::result::Result<AnswerRow, Overflow> {
    let time = sum.time.map(|days| match question.granularity {
        Granularity::Month => Period::of_unix_ms(i64::from(days) * 86_400_000)
            .map_or_else(String::new, |period| period.to_string()),
        _ => Day::from_unix_days(days).to_string(),
    });
    Ok(AnswerRow {
        is_rest: sum.group.len() < question.group_by.len(),
        unit: sum.unit,
        time,
        group: sum.group,
        amount: exact(question.measure, sum.amount)?,
        rows: sum.rows,
    })
}

fn too_large(_: Overflow) -> Error {
    Error::Question("a sum has more than 38 digits".to_owned())
}
