//! The server's answers: [`BillAnswers`] over the same stores as the keeper's.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufWriter, Seek as _, Write as _},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use landfast_app::ports::{BillAnswers, Exported, NotAnswered, Unanswered};
use landfast_domain::{
    bill::ask::{Answer, Catalogue, Export, FileFormat, Limits, Page, Question, Selection, Table},
    ids::WorkspaceId,
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
    task::JoinSet,
};

use crate::{
    ask::{Bills, Error, Memory, Questions as _, Result},
    asker::{self, QueryJob},
    keep::Store,
    keeper::FolderKeeper,
};

/// Questions at once; more wait for their turn. Each takes all threads it can get.
const AT_ONCE: usize = 2;
/// Files at once, which take no question's turn.
const FILES_AT_ONCE: usize = 1;
/// Workspaces whose footers are remembered.
const OPEN: usize = 16;
/// The engine walks the steps of a question by its stack; addresses, until they are used.
const STACK: usize = 16 << 20;
/// How long a sum may take, with its wait for a turn: less than a request may.
const PATIENCE: Duration = Duration::from_secs(25);

/// Where questions are answered: on threads of their own, so that a large one keeps no request and no
/// check of an account waiting.
pub(crate) struct Desk {
    /// `None` only while it is being dropped.
    threads: Option<Runtime>,
    turns: Arc<Semaphore>,
    file_turns: Arc<Semaphore>,
    memory: Memory,
    open: Mutex<HashMap<WorkspaceId, Arc<Bills>>>,
}

impl Desk {
    pub(crate) fn open() -> io::Result<Self> {
        let threads = Builder::new_multi_thread()
            .thread_name("bills")
            .thread_stack_size(STACK)
            .enable_all()
            .build()?;
        Ok(Self {
            threads: Some(threads),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            file_turns: Arc::new(Semaphore::new(FILES_AT_ONCE)),
            memory: Memory::default(),
            open: Mutex::default(),
        })
    }

    fn bills(&self, of: &WorkspaceId, store: impl FnOnce() -> Result<Store>) -> Result<Arc<Bills>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bills) = open.get(of) {
            return Ok(Arc::clone(bills));
        }
        if open.len() >= OPEN {
            open.clear();
        }
        let bills = Arc::new(Bills::within(store()?, self.memory.clone()));
        open.insert(of.clone(), Arc::clone(&bills));
        Ok(bills)
    }

    async fn answer<T: Send + 'static>(
        &self,
        time: Duration,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> std::result::Result<T, NotAnswered> {
        self.in_turn(&self.turns, time, work).await
    }

    /// Does it on the desk's threads, within `time`. Whoever stops waiting for it stops it.
    async fn in_turn<T: Send + 'static>(
        &self,
        turns: &Arc<Semaphore>,
        time: Duration,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> std::result::Result<T, NotAnswered> {
        let Some(threads) = &self.threads else {
            return Err(trouble("The server is stopping."));
        };
        let turns = Arc::clone(turns);
        let in_turn = async move {
            let Ok(_turn) = turns.acquire_owned().await else {
                return Err(Error::Time(time));
            };
            work.await
        };
        let mut task = JoinSet::new();
        task.spawn_on(
            async move {
                let done = tokio::time::timeout(time, in_turn).await;
                done.unwrap_or(Err(Error::Time(time)))
            },
            threads.handle(),
        );
        match task.join_next().await {
            Some(Ok(done)) => done.map_err(|why| not_answered(&why)),
            Some(Err(why)) => Err(trouble(&format!("The answering broke: {why}."))),
            None => Err(trouble("The answering did not begin.")),
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // To wait for threads is forbidden where futures run.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

pub(crate) fn not_answered(error: &Error) -> NotAnswered {
    let why = match error {
        Error::Question(_) | Error::Sql(_) => Unanswered::Question,
        Error::Time(_) | Error::Memory(_) => Unanswered::TooMuch,
        Error::Store(_) | Error::Engine(_) | Error::Write(_) => Unanswered::Trouble,
    };
    let said = error.to_string();
    let mut letters = said.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    NotAnswered {
        why,
        detail: format!(
            "{}{}. {}.",
            first.unwrap_or_default(),
            letters.as_str(),
            error.next()
        ),
    }
}

pub(crate) fn trouble(what: &str) -> NotAnswered {
    NotAnswered {
        why: Unanswered::Trouble,
        detail: what.to_owned(),
    }
}

impl FolderKeeper {
    fn bills(&self, of: &WorkspaceId) -> std::result::Result<Arc<Bills>, NotAnswered> {
        let open = || Ok(self.opened(of)?);
        self.desk.bills(of, open).map_err(|why| not_answered(&why))
    }
}

#[async_trait]
impl BillAnswers for FolderKeeper {
    async fn catalogue(&self, of: &WorkspaceId) -> std::result::Result<Catalogue, NotAnswered> {
        let bills = self.bills(of)?;
        self.desk
            .answer(PATIENCE, async move { bills.catalogue().await })
            .await
    }

    async fn ask(
        &self,
        of: &WorkspaceId,
        question: &Question,
    ) -> std::result::Result<Answer, NotAnswered> {
        let (bills, question) = (self.bills(of)?, question.clone());
        self.desk
            .answer(PATIENCE, async move { bills.ask(&question).await })
            .await
    }

    async fn lines(
        &self,
        of: &WorkspaceId,
        selection: &Selection,
        page: Page,
    ) -> std::result::Result<Table, NotAnswered> {
        let (bills, selection) = (self.bills(of)?, selection.clone());
        self.desk
            .answer(PATIENCE, async move { bills.lines(&selection, page).await })
            .await
    }

    async fn sql(
        &self,
        of: &WorkspaceId,
        text: &str,
        limits: &Limits,
    ) -> std::result::Result<Table, NotAnswered> {
        let job = QueryJob {
            store: self.shelf(of),
            query: text.to_owned(),
            rows: limits.rows,
            time: limits.time,
            file: None,
        };
        let command = self.asker.command();
        let work = async move { Ok(asker::table(command, &job).await) };
        self.desk.answer(limits.time, work).await?
    }

    async fn export(
        &self,
        of: &WorkspaceId,
        what: &Export,
        format: FileFormat,
        limits: &Limits,
    ) -> std::result::Result<Exported, NotAnswered> {
        let (bills, what, limits) = (self.bills(of)?, what.clone(), limits.clone());
        let (folder, time) = (self.exports(of), limits.time);
        let (store, command) = (self.shelf(of), self.asker.command());
        let work = async move {
            let mut file = nameless(folder)?;
            let rows = match what {
                Export::Sql(query) => {
                    let job = QueryJob {
                        store,
                        query,
                        rows: limits.rows,
                        time,
                        file: Some(format),
                    };
                    match asker::file(command, &job, file.try_clone()?).await {
                        Ok(rows) => rows,
                        Err(why) => return Ok(Err(why)),
                    }
                }
                what => {
                    let mut to = BufWriter::new(&file);
                    let rows = bills.export(&what, format, &limits, &mut to).await?;
                    to.flush()?;
                    rows
                }
            };
            file.rewind()?;
            Ok(Ok(Exported { rows, file }))
        };
        let turns = &self.desk.file_turns;
        self.desk.in_turn(turns, time, work).await?
    }
}

/// A file that the system deletes when nobody has it open, however this program ends.
fn nameless(folder: PathBuf) -> io::Result<File> {
    std::fs::create_dir_all(&folder)?;
    tempfile::tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use std::{io::Read as _, path::Path};

    use landfast_app::ports::{Clock, Random};
    use landfast_domain::{Timestamp, bill::ask::Granularity};

    use super::*;
    use crate::{
        ask::tests::{by, keep, month, question, sample},
        keeper::Reader,
        report::Format,
        testing::line,
    };

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Timestamp {
            Timestamp::from_unix_ms(1_793_500_000_000)
        }
    }

    impl Random for Still {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(1);
        }
    }

    fn keeper(root: &Path) -> FolderKeeper {
        let none = Reader {
            program: "false".into(),
            arguments: &[],
        };
        let programs = (none, crate::asker::tests::itself());
        FolderKeeper::new(root.to_owned(), programs, Arc::new(Still), Arc::new(Still)).unwrap()
    }

    fn workspace(name: &str) -> WorkspaceId {
        WorkspaceId::parse(&format!("ws_{name:0>26}")).unwrap()
    }

    #[tokio::test]
    async fn workspaces_never_see_each_others_bills() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = keeper(folder.path());
        let (one, other) = (workspace("1"), workspace("2"));
        sample(&Store::local(&keeper.store(&one)).unwrap()).await;
        let found = keeper.ask(&one, &question()).await.unwrap();
        assert!(!found.rows.is_empty());
        assert_eq!(keeper.ask(&other, &question()).await.unwrap().rows, []);
        let limits = Limits::default();
        let all = "select count(*) from bills";
        let table = keeper.sql(&other, all, &limits).await.unwrap();
        assert_eq!(table.rows[0][0].shown(), "0");
        assert!(keeper.catalogue(&other).await.unwrap().months.is_empty());
        assert_eq!(keeper.catalogue(&one).await.unwrap().months.len(), 2);
        let path = keeper.store(&one).join("v1").display().to_string();
        for reach in [
            format!("select * from '{path}'"),
            format!("select * from read_parquet('{path}')"),
            format!("create external table other stored as parquet location '{path}'"),
        ] {
            let refused = keeper.sql(&other, &reach, &limits).await.unwrap_err();
            assert_eq!(refused.why, Unanswered::Question, "{reach}");
        }
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = keeper(folder.path());
        let one = workspace("1");
        sample(&Store::local(&keeper.store(&one)).unwrap()).await;
        let limits = Limits {
            rows: 10,
            time: Duration::from_millis(200),
        };
        let endless = "select count(*) from generate_series(1, 100000000000) a";
        let refused = keeper.sql(&one, endless, &limits).await.unwrap_err();
        assert_eq!(refused.why, Unanswered::TooMuch, "{}", refused.detail);
        // And its turn is free again.
        for _ in 0..AT_ONCE {
            keeper.sql(&one, endless, &limits).await.unwrap_err();
        }
        assert!(keeper.ask(&one, &question()).await.is_ok());
    }

    #[tokio::test]
    async fn the_largest_question_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = keeper(folder.path());
        let one = workspace("1");
        let store = Store::local(&keeper.store(&one)).unwrap();
        let day = month("2026-10").first_day();
        let lines: Vec<_> = (0..600)
            .map(|number| line(day, &format!("{number:012}"), "AmazonEC2", "1"))
            .collect();
        keep(&store, "acme", Format::Cur2, month("2026-10"), &lines).await;
        let filters = (0..50).map(|number| format!("description!=no {number}").parse().unwrap());
        let mut large = Question {
            granularity: Granularity::Day,
            group_by: by(&["account", "resource", "tag:user:team"]),
            top: Some(500),
            ..question()
        };
        large.selection.filters = filters.collect();
        let found = keeper.ask(&one, &large).await.unwrap();
        assert_eq!((found.rows.len(), found.groups), (501, 600));
        let more = large.selection.filters[0].clone();
        large.selection.filters.push(more);
        let refused = keeper.ask(&one, &large).await.unwrap_err();
        assert_eq!(refused.why, Unanswered::Question);
    }

    #[tokio::test]
    async fn an_exported_file_has_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = keeper(folder.path());
        let one = workspace("1");
        sample(&Store::local(&keeper.store(&one)).unwrap()).await;
        let what = Export::Lines(question().selection);
        let limits = Limits::default();
        let exported = keeper.export(&one, &what, FileFormat::Csv, &limits).await;
        let mut exported = exported.unwrap();
        let mut text = String::new();
        exported.file.read_to_string(&mut text).unwrap();
        assert_eq!(text.lines().count() as u64, exported.rows + 1);
        let left = std::fs::read_dir(keeper.exports(&one)).unwrap().count();
        assert_eq!(left, 0);
    }
}
