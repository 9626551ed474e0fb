//! A page of 50 accounts among thousands, from the real binary over loopback.

use std::{path::Path, sync::Arc, time::Duration};

use secrecy::ExposeSecret;
use serde::Deserialize;

use crate::{
    Result, database,
    http::Connection,
    load::{self, Question, Times},
    proc::Process,
    report::{Aim, Report, Table, ms, time_below},
    server::Server,
    sizes::Sizes,
};

const P99: Duration = Duration::from_millis(20);
const CONNECTIONS: [usize; 3] = [1, 8, 32];
const PAGE: usize = 50;
/// A part of names that one account in a hundred has, spread over the whole list.
const SEARCH: &str = "77";

/// One load and what it cost.
struct Found {
    asked: &'static str,
    connections: usize,
    times: Times,
    /// Processor time of the server and of the generator, for each request.
    server_cpu: Duration,
    generator_cpu: Duration,
}

pub async fn measure(landfast: &Path, scratch: &Path, sizes: &Sizes) -> Result<Report> {
    let token = database::prepare(scratch, sizes.accounts).await?;
    let server = Server::start(landfast, scratch).await?;
    let token: Arc<str> = token.expose_secret().into();
    let mut found = Vec::new();
    for (asked, path) in paths(&server, &token, sizes.accounts).await? {
        let question = Question {
            server: server.address,
            path: path.into(),
            token: Arc::clone(&token),
        };
        // Not counted: connections of the database are opened, pages of the file are read.
        load::run(&question, 8, sizes.load / 10).await?;
        for connections in CONNECTIONS {
            found.push(one(&server, &question, asked, connections, sizes.load).await?);
        }
    }
    let resident = server.process.resident()?;
    server.stop().await?;
    Ok(Report {
        tables: vec![table(&found), memory(resident)],
        aims: CONNECTIONS
            .iter()
            .filter_map(|many| aim(&found, *many))
            .collect(),
    })
}

async fn one(
    server: &Server,
    question: &Question,
    asked: &'static str,
    connections: usize,
    span: Duration,
) -> Result<Found> {
    let before = (server.process.cpu()?, Process::This.cpu()?);
    let times = load::run(question, connections, span).await?;
    let requests = u32::try_from(times.count().max(1))?;
    Ok(Found {
        asked,
        connections,
        server_cpu: (server.process.cpu()? - before.0) / requests,
        generator_cpu: (Process::This.cpu()? - before.1) / requests,
        times,
    })
}

#[derive(Deserialize)]
struct Page {
    items: Vec<serde_json::Value>,
    next_cursor: Option<String>,
    total: usize,
}

/// What is asked, and the address of it. The cursor is one from the middle of the list.
async fn paths(
    server: &Server,
    token: &str,
    accounts: usize,
) -> Result<[(&'static str, String); 3]> {
    let first = format!("/api/v1/accounts?limit={PAGE}");
    let mut connection = Connection::open(server.address).await?;
    let (mut middle, mut seen) = (first.clone(), 0);
    while seen < accounts / 2 {
        let page = page(&mut connection, &middle, token).await?;
        if page.total != accounts {
            return Err(format!("expected {accounts} accounts, found {}", page.total).into());
        }
        seen += page.items.len();
        let cursor = page.next_cursor.ok_or("the list ended before its middle")?;
        middle = format!("{first}&cursor={cursor}");
    }
    let search = format!("{first}&search={SEARCH}");
    if page(&mut connection, &search, token).await?.total == 0 {
        return Err("the search found nothing".into());
    }
    Ok([
        ("first page", first),
        ("page in the middle", middle),
        ("search", search),
    ])
}

async fn page(connection: &mut Connection, path: &str, token: &str) -> Result<Page> {
    let (status, body) = connection.get(path, Some(token)).await?;
    serde_json::from_slice(&body)
        .map_err(|why| format!("GET {path}: {status}, and no page: {why}").into())
}

fn table(found: &[Found]) -> Table {
    let row = |it: &Found| {
        vec![
            it.asked.to_owned(),
            it.connections.to_string(),
            ms(it.times.quantile(0.5)),
            ms(it.times.quantile(0.99)),
            format!("{:.0}", it.times.per_second()),
            ms(it.server_cpu),
            ms(it.generator_cpu),
        ]
    };
    Table {
        head: vec![
            "asked",
            "connections",
            "p50",
            "p99",
            "requests/s",
            "server CPU/request",
            "generator CPU/request",
        ],
        rows: found.iter().map(row).collect(),
    }
}

fn memory(resident: u64) -> Table {
    Table {
        head: vec!["resident memory after all of it"],
        rows: vec![vec![crate::report::mb(resident)]],
    }
}

/// Holds for the slowest of the questions.
fn aim(found: &[Found], connections: usize) -> Option<Aim> {
    let same = found.iter().filter(|it| it.connections == connections);
    let slowest = same.max_by_key(|it| it.times.quantile(0.99))?;
    let what = format!(
        "p99 of a page, connections: {connections}, slowest ({})",
        slowest.asked
    );
    Some(time_below(what, P99, slowest.times.quantile(0.99)))
}
