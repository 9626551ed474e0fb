//! Queries that people wrote in SQL are answered in a process of their own, with limits: one that
//! nests too deep, or makes text without end, ends that process and nothing else.
//!
//! The child is the same program with another command. It takes a [`QueryJob`] on its standard input
//! and says what it came to as one line of JSON on its standard error; a file goes to its standard
//! output, which is that file.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use landfast_app::ports::{NotAnswered, Unanswered};
use landfast_domain::bill::ask::{Column, Export, FileFormat, Limits, Table};
use rlimit::Resource;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;

use crate::{
    answers::{not_answered, trouble},
    ask::{Bills, Error, Questions as _},
    keep::Store,
};

/// Addresses of a child: the engine's own pool, the program and the stacks of its threads are in them.
const MEMORY: u64 = 3 << 30;
/// What it may write to the disk: an export, or what a query spills.
const FILES: u64 = 8 << 30;
/// More than a query and its store's name have.
const JOB_BYTES: u64 = 1 << 20;
/// Stacks are addresses until they are used.
const STACK: usize = 64 << 20;

/// Where a store is, in words that another process understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    Folder(PathBuf),
    /// A folder of a bucket. Its keys come from where the child looks for its own.
    Bucket {
        name: String,
        region: Option<String>,
        folder: String,
    },
}

/// What a child is to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryJob {
    pub store: Shelf,
    pub query: String,
    pub rows: usize,
    pub time: Duration,
    /// For a file; a table of text without it.
    pub file: Option<FileFormat>,
}

/// What it came to.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<Option<String>>>,
        is_cut: bool,
    },
    File {
        rows: u64,
    },
    Refused {
        is_too_much: bool,
        is_trouble: bool,
        detail: String,
    },
}

/// The child's side: gives the process limits that it cannot take back, and answers from the store that
/// `open` gives for its shelf.
///
/// # Errors
/// Where it could not even begin; what is wrong with the query is in its answer.
pub fn answer<O, F>(
    input: impl Read,
    file: impl Write + Send,
    outcome: &mut impl Write,
    open: O,
) -> io::Result<()>
where
    O: FnOnce(Shelf) -> F + Send,
    F: Future<Output = Result<Store, String>>,
{
    let mut job = Vec::new();
    input.take(JOB_BYTES).read_to_end(&mut job)?;
    let job: QueryJob = serde_json::from_slice(&job)?;
    confine(&job)?;
    // Two threads, whatever the machine has: others are asked on it too.
    let threads = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(STACK)
        .enable_all()
        .build()?;
    let mut file = BufWriter::new(file);
    // Not on this thread, whose stack is the system's.
    let said = std::thread::scope(|scope| {
        let work = || {
            threads.block_on(async {
                let store = open(job.store.clone()).await;
                match store {
                    Ok(store) => answered(Bills::new(store), &job, &mut file)
                        .await
                        .unwrap_or_else(|why| refusal(not_answered(&why))),
                    Err(why) => refusal(trouble(&why)),
                }
            })
        };
        let worker = std::thread::Builder::new().stack_size(STACK);
        let worker = worker.spawn_scoped(scope, work)?;
        worker
            .join()
            .map_err(|_| io::Error::other("the query broke the engine"))
    })?;
    file.flush()?;
    writeln!(outcome, "{}", serde_json::to_string(&said)?)
}

fn confine(job: &QueryJob) -> io::Result<()> {
    let seconds = job.time.as_secs().saturating_mul(2).max(2);
    for (resource, most) in [
        (Resource::AS, MEMORY),
        (Resource::CPU, seconds),
        (Resource::FSIZE, FILES),
        (Resource::CORE, 0),
    ] {
        let (_, hard) = resource.get()?;
        let most = most.min(hard);
        resource.set(most, most)?;
    }
    Ok(())
}

fn refusal(NotAnswered { why, detail }: NotAnswered) -> Outcome {
    Outcome::Refused {
        is_too_much: why == Unanswered::TooMuch,
        is_trouble: why == Unanswered::Trouble,
        detail,
    }
}

async fn answered(
    bills: Bills,
    job: &QueryJob,
    file: &mut (dyn Write + Send),
) -> Result<Outcome, Error> {
    let limits = Limits {
        rows: job.rows,
        time: job.time,
    };
    if let Some(format) = job.file {
        let what = Export::Sql(job.query.clone());
        let rows = bills.export(&what, format, &limits, file).await?;
        return Ok(Outcome::File { rows });
    }
    let table = bills.sql(&job.query, &limits).await?;
    Ok(Outcome::Table {
        rows: table.texts(),
        columns: table.columns,
        is_cut: table.is_cut,
    })
}

/// The parent's side: a table.
pub async fn table(command: Command, job: &QueryJob) -> Result<Table, NotAnswered> {
    match ask(command, job, Stdio::null()).await? {
        Outcome::Table {
            columns,
            rows,
            is_cut,
        } => Ok(Table::read(columns, rows, is_cut)),
        other => Err(unexpected(&other)),
    }
}

/// The parent's side: rows in `file`.
pub async fn file(command: Command, job: &QueryJob, file: File) -> Result<u64, NotAnswered> {
    match ask(command, job, Stdio::from(file)).await? {
        Outcome::File { rows } => Ok(rows),
        other => Err(unexpected(&other)),
    }
}

async fn ask(command: Command, job: &QueryJob, out: Stdio) -> Result<Outcome, NotAnswered> {
    let could_not = |why: io::Error| trouble(&format!("The query could not be begun: {why}."));
    let mut command = tokio::process::Command::from(command);
    if let Shelf::Folder(_) = job.store {
        command.env_clear();
    }
    command
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(could_not)?;
    if let Some(mut input) = child.stdin.take() {
        let job = serde_json::to_vec(job).map_err(|why| could_not(why.into()))?;
        // One that has ended already says more by how it ended.
        let _ = input.write_all(&job).await;
    }
    let ended = tokio::time::timeout(job.time, child.wait_with_output()).await;
    let Ok(ended) = ended else {
        return Err(not_answered(&Error::Time(job.time)));
    };
    let ended = ended.map_err(could_not)?;
    let said = String::from_utf8_lossy(&ended.stderr);
    let outcome = said.lines().last().unwrap_or_default();
    match serde_json::from_str(outcome) {
        Ok(Outcome::Refused {
            is_too_much,
            is_trouble,
            detail,
        }) => Err(NotAnswered {
            why: match (is_trouble, is_too_much) {
                (true, _) => Unanswered::Trouble,
                (_, true) => Unanswered::TooMuch,
                _ => Unanswered::Question,
            },
            detail,
        }),
        Ok(outcome) => Ok(outcome),
        // Killed by a limit, or by what the query did to its own stack.
        Err(_) => Err(NotAnswered {
            why: Unanswered::TooMuch,
            detail: format!(
                "The query took more memory or nests deeper than one may ({}). Ask for less, or in a \
                 simpler way.",
                ended.status
            ),
        }),
    }
}

fn unexpected(outcome: &Outcome) -> NotAnswered {
    let what = match outcome {
        Outcome::Table { .. } => "a table",
        Outcome::File { .. } => "a file",
        Outcome::Refused { .. } => "a refusal",
    };
    trouble(&format!("The process that answers queries said {what}."))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;
    use crate::{ask::tests::sample, keeper::Reader};

    #[test]
    #[ignore = "it is the child of the other tests"]
    fn is_a_child() {
        let open = |shelf| async move {
            match shelf {
                Shelf::Folder(path) => Store::local(&path).map_err(|why| why.to_string()),
                Shelf::Bucket { .. } => Err("no bucket here".to_owned()),
            }
        };
        answer(io::stdin(), io::sink(), &mut io::stderr(), open).unwrap();
    }

    /// This very program, as a child.
    pub fn itself() -> Reader {
        Reader {
            program: std::env::current_exe().unwrap(),
            arguments: &[
                "--exact",
                "asker::tests::is_a_child",
                "--ignored",
                "--nocapture",
            ],
        }
    }

    fn child() -> Command {
        itself().command()
    }

    fn job(store: &Path, query: &str) -> QueryJob {
        QueryJob {
            store: Shelf::Folder(store.to_owned()),
            query: query.to_owned(),
            rows: 100,
            time: Duration::from_secs(60),
            file: None,
        }
    }

    #[tokio::test]
    async fn a_child_answers_what_its_parent_would() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::local(folder.path()).unwrap();
        sample(&store).await;
        let query = "select account_id, count(*) as n, sum(unblended) as cost, max(day) as last, \
                     max(region) as region from bills group by account_id order by account_id";
        let theirs = table(child(), &job(folder.path(), query)).await.unwrap();
        let limits = Limits::default();
        let ours = Bills::new(store).sql(query, &limits).await.unwrap();
        assert_eq!(theirs, ours);
    }

    #[tokio::test]
    async fn what_ends_a_child_ends_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        sample(&Store::local(folder.path()).unwrap()).await;
        let chain = format!("select {} from bills", vec!["1"; 200_000].join("+"));
        let doubled = (0..40).fold("description || 'xxxxxxxxxxxxxxxx'".to_owned(), |text, _| {
            format!("(select a || a as a from (select {text} as a from bills limit 1))")
        });
        let repeated = "select array_length(array_repeat(day, 1900000000)) \
                        from (select day from bills limit 1)";
        for (query, want) in [
            ("select no_such_column from bills", Unanswered::Question),
            ("drop table bills", Unanswered::Question),
            (chain.as_str(), Unanswered::TooMuch),
            (repeated, Unanswered::TooMuch),
        ] {
            let refused = table(child(), &job(folder.path(), query)).await;
            let why = refused.unwrap_err();
            let begin: String = query.chars().take(40).collect();
            assert_eq!(why.why, want, "{begin}: {}", why.detail);
        }
        // Whatever this one meets first, it is an answer.
        let doubled = table(child(), &job(folder.path(), &doubled)).await;
        doubled.unwrap_err();
        let endless = QueryJob {
            time: Duration::from_millis(300),
            ..job(
                folder.path(),
                "select count(*) from generate_series(1, 100000000000)",
            )
        };
        let why = table(child(), &endless).await.unwrap_err();
        assert_eq!(why.why, Unanswered::TooMuch, "{}", why.detail);
    }
}
