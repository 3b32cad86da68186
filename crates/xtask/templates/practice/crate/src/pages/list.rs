//! The list of __names__.

use axum::extract::State;
use axum::response::Response;
use desk::field::Field;
use desk::list::Snapshot;
use web::page::{Badge, Cell, Column, EmptyState, Link, Pager, RecordList, Row, Tone};
use web::work::{Names, Reader, Window, read_page};
use web::{Failure, ListRequest, Member, Site, draw};

use super::{LIST_PATH, path};
use crate::fields::KIND;

/// What a row shows after number and title.
const COLUMNS: [&str; 3] = ["state", "assignee", "updated_at"];

pub(super) async fn list(
    State(site): State<Site>,
    member: Member,
    request: ListRequest,
) -> web::Result<Response> {
    let (agent, asked) = (member.agent.clone(), request.clone());
    let window = site
        .read(move |tx| read_page(tx, &KIND, &agent, &asked, (Vec::new(), None), &shown(), None))
        .await
        .map_err(Failure::in_query)?;
    draw(&page(&site, &member, &request, &window))
}

fn shown() -> Vec<&'static Field> {
    ["number", "title"].iter().chain(&COLUMNS).filter_map(|code| KIND.field(code)).collect()
}

fn page(site: &Site, member: &Member, request: &ListRequest, window: &Window) -> RecordList {
    let t = &member.t;
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let to =
        |name: &str, cursor: String| format!("{LIST_PATH}?{}{name}={cursor}", request.address());
    RecordList {
        shell: member.shell(),
        heading: t.text("nav-__names__"),
        count: String::new(),
        queues: Vec::new(),
        filters: Vec::new(),
        path: LIST_PATH.to_owned(),
        kept: Vec::new(),
        filtered: !request.equals.is_empty(),
        columns: COLUMNS.map(|code| Column::new(code, t.text_of("field", code))).into(),
        rows: window.listed.rows.iter().map(|row| listed(row, &window.names, &reader)).collect(),
        pager: Pager {
            previous: window.previous().map(|cursor| to("before", cursor)),
            next: window.next().map(|cursor| to("after", cursor)),
            summary: String::new(),
        },
        empty: EmptyState {
            heading: t.text("__name__-empty"),
            text: t.text("__name__-empty-text"),
            action: Some(Link::new(format!("{LIST_PATH}/new"), t.text("__name__-new"))),
        },
    }
}

fn listed(row: &Snapshot, names: &Names, reader: &Reader) -> Row {
    let updated = row.number("updated_at").map(db::Timestamp::from_micros).unwrap_or(row.opened_at);
    Row {
        href: path(row.text("number")),
        number: row.text("number").to_owned(),
        title: row.text("title").to_owned(),
        cells: vec![
            Cell::Badge(Badge::new(
                reader.t.text_of("state-__name__", row.text("state")),
                Tone::Neutral,
            )),
            Cell::person(names.name(row.id_of::<()>("assignee"))),
            Cell::Time(reader.stamp(updated)),
        ],
    }
}
