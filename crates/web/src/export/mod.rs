//! Exports: exactly what a list's filter shows, as CSV, as a workbook or as JSON lines.
//!
//! A list can be long. It is read in chunks, each a short snapshot, on a thread of its own, and goes
//! out as it is read; who stops reading stops the export.

mod body;
mod csv;
mod lines;
mod sheet;
mod table;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use db::{Db, Timestamp};
use desk::access::Agent;
use desk::field::Field;
use desk::list::{ListQuery, Walk};
use desk::{Fault, Kind};
use tokio::sync::{mpsc, oneshot};

use self::body::{Broken, Sink, Stream};
pub(crate) use self::table::Style;
use self::table::Table;
use crate::failure::{Failure, Place, Result};
use crate::query::ListRequest;
use crate::site::Site;
use crate::work::Listing;

/// Pieces that wait for a slow reader.
const WAITING: usize = 4;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Comma-separated values, RFC 4180.
    Csv,
    /// A workbook of Office Open XML.
    Sheet,
    /// A JSON object a line.
    Lines,
}

/// Each form with its code, its media type and the end of a file's name.
const FORMATS: [(Format, &str, &str); 3] = [
    (Format::Csv, "csv", "text/csv; charset=utf-8"),
    (Format::Sheet, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (Format::Lines, "jsonl", "application/jsonl; charset=utf-8"),
];

/// The codes of the forms.
pub(crate) const CODES: [&str; 3] = ["csv", "xlsx", "jsonl"];

impl Format {
    /// Takes the form out of what was asked for; CSV when nothing is said.
    pub(crate) fn take(request: &mut ListRequest) -> Result<Format> {
        let Some(code) = request.take("format") else { return Ok(Format::Csv) };
        let found = FORMATS.iter().find(|(_, known, _)| *known == code);
        found.map(|(format, ..)| *format).ok_or_else(|| {
            let fault = Fault::new("format", "option").with("options", CODES.join(", "));
            Failure::Request(Place::Query, vec![fault])
        })
    }

    fn row(self) -> (&'static str, &'static str) {
        let found = FORMATS.iter().find(|(format, ..)| *format == self);
        found.map_or(("", ""), |(_, code, media)| (*code, *media))
    }
}

/// What is exported, for whom, and in which words.
pub(crate) struct Export {
    pub(crate) kind: &'static Kind,
    pub(crate) agent: Agent,
    pub(crate) request: ListRequest,
    pub(crate) queue: &'static str,
    pub(crate) format: Format,
    pub(crate) style: Style,
}

/// Answers with the export.
pub(crate) async fn export(site: &Site, export: Export) -> Result<Response> {
    if let Some(name) = of_no_use(&export.request) {
        return Err(Failure::query(name, "no_such_field"));
    }
    let headers = headers(export.kind, export.format, site.now());
    let (pieces, body) = mpsc::channel(WAITING);
    let (begun, begins) = oneshot::channel();
    let (db, now) = (site.db().clone(), site.now());
    site.export(move || produce(&db, now, export, Sink::new(pieces), begun));
    // What is wrong with the request shows with the first records, before the answer begins.
    match begins.await {
        Ok(Ok(())) => Ok((headers, Body::new(Stream::new(body))).into_response()),
        Ok(Err(error)) => Err(Failure::in_query(error)),
        Err(_) => Err(desk::Error::Broken("an export did not begin".to_owned()).into()),
    }
}

/// A parameter that means nothing for an export, which holds everything.
fn of_no_use(request: &ListRequest) -> Option<&'static str> {
    if !request.group.is_empty() {
        return Some("group");
    }
    (!request.expand.is_empty()).then_some("expand")
}

fn headers(kind: &Kind, format: Format, now: Timestamp) -> HeaderMap {
    let (ending, media) = format.row();
    let day: String = now.to_string().chars().take(10).collect();
    let name = format!("attachment; filename=\"{}-{day}.{ending}\"", kind.path);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    headers
}

type Begun = oneshot::Sender<desk::Result<()>>;

/// Reads and writes it all; says first whether it can.
fn produce(db: &Db, now: Timestamp, export: Export, mut sink: Sink, begun: Begun) {
    let mut walk = match walk(db, now, &export) {
        Ok((query, fields)) => Walk::over(export.kind, query, fields),
        Err(error) => return drop(begun.send(Err(error))),
    };
    let first = match walk.chunk(db) {
        Ok(first) => first,
        Err(error) => return drop(begun.send(Err(error))),
    };
    if begun.send(Ok(())).is_err() {
        return;
    }
    let table = Table::new(export.kind, walk.fields().to_vec(), export.style);
    let written = match export.format {
        Format::Csv => csv::write(db, &table, walk, first, &mut sink),
        Format::Sheet => sheet::write(db, &table, walk, first, &mut sink),
        Format::Lines => lines::write(db, &table, walk, first, &mut sink),
    };
    match written {
        Ok(()) | Err(Broken::Unread) => {}
        Err(broken) => {
            tracing::warn!(error = %broken, "an export broke off");
            sink.break_off(broken);
        }
    }
}

fn walk(
    db: &Db,
    now: Timestamp,
    export: &Export,
) -> desk::Result<(ListQuery, Vec<&'static Field>)> {
    let (kind, queue) = (export.kind, export.queue);
    let listing = Listing { kind, agent: &export.agent, request: &export.request, queue, now };
    db.read(|tx| Ok((listing.query(tx)?, listing.fields(tx)?)))
}
