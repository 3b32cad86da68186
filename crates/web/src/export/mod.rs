//! Exports: exactly what a list's filter shows, as CSV, as a workbook or as JSON lines.
//!
//! A list can be long. It is read in chunks, each a short snapshot, on a thread of its own, and goes
//! out as it is read; who stops reading stops the export.

mod about;
mod body;
mod csv;
mod lines;
mod sheet;
mod table;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use db::{Db, Id, Timestamp};
use desk::access::Agent;
use desk::field::Field;
use desk::list::{LONGEST, ListQuery, Walk, look};
use desk::people::Person;
use desk::{Fault, Kind};
use tokio::sync::oneshot;

pub(crate) use self::about::about;
use self::body::{Broken, Sink, UNREAD, body};
pub(crate) use self::table::Style;
use self::table::Table;
use crate::failure::{Failure, Place, Result};
use crate::query::{ListRequest, PageFrom};
use crate::site::Site;
use crate::work::Listing;

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

/// A small table as comma-separated values, for people; what went wrong in words.
pub(crate) fn csv_of(
    head: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> std::result::Result<Vec<u8>, String> {
    csv::of(head, rows).map_err(|error| error.to_string())
}

/// Answers with the export.
pub(crate) async fn export(site: &Site, export: Export) -> Result<Response> {
    if let Some(name) = of_no_use(&export.request) {
        return Err(Failure::query(name, "no_such_field"));
    }
    let (ending, media) = export.format.row();
    let headers = headers(export.kind.path, (ending, media), site.now());
    let (db, now) = (site.db().clone(), site.now());
    let person = export.agent.person;
    let work = move |sink, begun| produce(&db, now, export, sink, begun);
    begin(site, person, headers, work).await.map_err(Failure::in_query)
}

/// Lets an export go on by itself and answers with what it hands over, once it has said that it can.
/// What is wrong with the request shows with the first records, before the answer begins.
async fn begin(
    site: &Site,
    person: Id<Person>,
    headers: HeaderMap,
    work: impl FnOnce(Sink, Begun) + Send + 'static,
) -> desk::Result<Response> {
    let (sink, stream) = body(UNREAD);
    let (begun, begins) = oneshot::channel();
    site.export(person, move || work(sink, begun))?;
    match begins.await {
        Ok(begun) => begun.map(|()| (headers, Body::new(stream)).into_response()),
        Err(_) => Err(desk::Error::Broken("an export did not begin".to_owned())),
    }
}

/// Ends the body of an export, or leaves it so that its reader knows it is not whole.
fn end(written: std::result::Result<(), Broken>, sink: Sink) {
    match written {
        Ok(()) => sink.finish(),
        Err(Broken::Unread) => {}
        Err(broken) => tracing::warn!(error = %broken, "an export broke off"),
    }
}

/// A parameter that means nothing for an export, which holds everything.
fn of_no_use(request: &ListRequest) -> Option<&'static str> {
    match request.from {
        PageFrom::After(_) => return Some("after"),
        PageFrom::Before(_) => return Some("before"),
        PageFrom::Start => {}
    }
    if !request.group.is_empty() {
        return Some("group");
    }
    (!request.expand.is_empty()).then_some("expand")
}

fn headers(name: &str, (ending, media): (&str, &'static str), now: Timestamp) -> HeaderMap {
    let day: String = now.to_string().chars().take(10).collect();
    let name = format!("attachment; filename=\"{name}-{day}.{ending}\"");
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
    end(written, sink);
}

fn walk(
    db: &Db,
    now: Timestamp,
    export: &Export,
) -> desk::Result<(ListQuery, Vec<&'static Field>)> {
    let (kind, queue) = (export.kind, export.queue);
    let listing = Listing { kind, agent: &export.agent, request: &export.request, queue, now };
    look(db, LONGEST, |tx| Ok((listing.query(tx)?, listing.fields(tx)?)))
}
