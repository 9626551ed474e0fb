use std::{fs::File, io::Read as _};

use axum::{
    Json,
    body::Body as ResponseBody,
    extract::State,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures::stream;
use http::header;
use landfast_domain::bill::ask::FileFormat;

use crate::{
    convert::{answer_view, catalogue_view, export, lines_page, question, selection, table_view},
    dto::{
        BillAnswerView, BillCatalogueView, BillExportDraft, BillLinesQuestion, BillQuery,
        BillQuestion, BillTableView, ProblemCode as P,
    },
    extract::{Body, Reader},
    problem::Outcome,
    server::Server,
};

/// Rows of a query that says no number.
const USUAL_ROWS: u32 = 1000;
/// Bytes of a file that are read at once.
const CHUNK: usize = 256 << 10;

/// Which months of bills can be asked about, and by what.
#[utoipa::path(get, path = "/bills", operation_id = "getBillCatalogue", tag = "bills",
    extensions(("x-landfast-role" = json!("reader")), ("x-landfast-problems" = json!([]))),
    responses((status = 200, description = "All of them; also before there is one.", body = BillCatalogueView)))]
pub(super) async fn catalogue(
    State(server): State<Server>,
    Reader(actor): Reader,
) -> Outcome<Json<BillCatalogueView>> {
    let found = server.app.bill_catalogue(&actor).await?;
    Ok(Json(catalogue_view(&found)))
}

/// What was spent or used, split by time and by up to three things. It changes nothing.
#[utoipa::path(post, path = "/bills/questions", operation_id = "askBills", tag = "bills",
    request_body = BillQuestion,
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::BillQuestionInvalid, P::BillQuestionTooLarge]))),
    responses((status = 200, description = "Exact sums.", body = BillAnswerView)))]
pub(super) async fn ask(
    State(server): State<Server>,
    Reader(actor): Reader,
    Body(asked): Body<BillQuestion>,
) -> Outcome<Json<BillAnswerView>> {
    let found = server.app.ask_bills(&actor, &question(&asked)?).await?;
    Ok(Json(answer_view(found)))
}

/// The lines behind a sum, the most expensive first. It changes nothing.
#[utoipa::path(post, path = "/bills/lines", operation_id = "listBillLines", tag = "bills",
    request_body = BillLinesQuestion,
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::BillQuestionInvalid, P::BillQuestionTooLarge]))),
    responses((status = 200, description = "Lines.", body = BillTableView)))]
pub(super) async fn lines(
    State(server): State<Server>,
    Reader(actor): Reader,
    Body(asked): Body<BillLinesQuestion>,
) -> Outcome<Json<BillTableView>> {
    let of = selection(&asked.selection)?;
    let found = server
        .app
        .bill_lines(&actor, &of, lines_page(&asked))
        .await?;
    Ok(Json(table_view(found)))
}

/// What a query in SQL over the table `bills` finds. It can only read, and only that table.
#[utoipa::path(post, path = "/bills/sql", operation_id = "queryBills", tag = "bills",
    request_body = BillQuery,
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::BillQuestionInvalid, P::BillQuestionTooLarge]))),
    responses((status = 200, description = "Rows.", body = BillTableView)))]
pub(super) async fn sql(
    State(server): State<Server>,
    Reader(actor): Reader,
    Body(asked): Body<BillQuery>,
) -> Outcome<Json<BillTableView>> {
    let rows = asked.rows.unwrap_or(USUAL_ROWS) as usize;
    let found = server.app.query_bills(&actor, &asked.sql, rows).await?;
    Ok(Json(table_view(found)))
}

/// A file of lines, of sums, or of what a query finds. It changes nothing.
#[utoipa::path(post, path = "/bills/export", operation_id = "exportBills", tag = "bills",
    request_body = BillExportDraft,
    extensions(("x-landfast-role" = json!("reader")),
        ("x-landfast-problems" = json!([P::BillQuestionInvalid, P::BillQuestionTooLarge]))),
    responses((status = 200, description = "A file.", body = String, content_type = "application/octet-stream")))]
pub(super) async fn file(
    State(server): State<Server>,
    Reader(actor): Reader,
    Body(asked): Body<BillExportDraft>,
) -> Outcome<Response> {
    let (what, format) = export(asked)?;
    let written = server.app.export_bills(&actor, &what, format).await?;
    let (kind, ending) = match format {
        FileFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        FileFormat::Parquet => ("application/vnd.apache.parquet", "parquet"),
    };
    let name = format!("attachment; filename=\"landfast-bills.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, sent(written.file)).into_response())
}

/// The file as it is read: a large one is never whole in memory.
fn sent(file: File) -> ResponseBody {
    let chunks = stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut chunk = vec![0; CHUNK];
            let length = file.read(&mut chunk)?;
            chunk.truncate(length);
            std::io::Result::Ok((Bytes::from(chunk), file))
        });
        let (chunk, file) = read.await.map_err(std::io::Error::other)??;
        std::io::Result::Ok((!chunk.is_empty()).then_some((chunk, file)))
    });
    ResponseBody::from_stream(chunks)
}
