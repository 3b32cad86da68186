//! The page that tells what one field of a record held over time.

use axum::extract::State;
use axum::response::Response;
use desk::field::Field;
use desk::history::Past;
use desk::{FieldHistory, Held};

use super::cell::cell;
use super::own::Pages;
use super::then::value;
use super::words::Words;
use super::{Names, Reader, record_path};
use crate::failure::Result;
use crate::i18n::Arg;
use crate::identify::Member;
use crate::page::{Cell, Column, EmptyState, Link, Pager, TablePage};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::listing::before;
use crate::work::part_of;
use crate::work::past::{history_of, names_over_time};

/// The values of a field, the latest first.
pub(super) async fn show<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, code)): Segment<(String, String)>,
    request: ListRequest,
) -> Result<Response> {
    let part = part_of(&request, member.agent.person)?;
    let (agent, asked) = (member.agent.clone(), number.clone());
    let (field, history, names) = site
        .read(move |tx| {
            let (field, history) = history_of::<P>(tx, &agent, &asked, &code, part)?;
            let names = names_over_time(tx, P::KIND, field, &history)?;
            Ok((field, history, names))
        })
        .await?;
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let page = table::<P>(&reader, &number, field, &history, &names);
    let earlier = |seq| {
        let cursor = before(site.cursors(), member.agent.person, seq);
        format!("{}?before={cursor}", page.path)
    };
    let pager = Pager { next: history.before.map(earlier), ..Pager::default() };
    draw(&TablePage { shell: member.shell(), pager, ..page })
}

fn table<P: Pages>(
    reader: &Reader,
    number: &str,
    field: &'static Field,
    history: &FieldHistory,
    names: &Names,
) -> TablePage {
    let t = &reader.t;
    let label = t.text_of("field", field.code);
    let record = record_path(P::KIND, number);
    let path = format!("{record}/fields/{}/history", field.code);
    let column = |code: &str| Column::new(code, t.text_of("over-time", code));
    let row = |held: &Held| row::<P>(reader, &record, field, held, names);
    TablePage {
        shell: crate::page::Shell::anonymous(t.clone(), ""),
        place: Link::new(record.clone(), number),
        heading: t.text_with(
            "over-time-heading",
            &[("field", Arg::Text(&label)), ("number", Arg::Text(number))],
        ),
        lead: String::new(),
        actions: Vec::new(),
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: Vec::new(),
        filtered: false,
        columns: ["value", "when", "who", "what", "why"].map(column).into(),
        rows: history.values.iter().rev().map(row).collect(),
        pager: Pager::default(),
        empty: EmptyState {
            heading: t.text("over-time-empty"),
            text: t.text("over-time-never"),
            action: None,
        },
        path,
    }
}

fn row<P: Pages>(
    reader: &Reader,
    record: &str,
    field: &'static Field,
    held: &Held,
    names: &Names,
) -> Vec<Cell> {
    let (t, entry) = (&reader.t, &held.entry);
    let words = Words { t, kind: P::KIND };
    let who = names.name(entry.actor).unwrap_or_else(|| t.text("someone-system"));
    let stamp = reader.stamp(entry.occurred_at);
    vec![
        match &held.value {
            Past::Nothing => Cell::Empty,
            Past::Erased => Cell::Erased,
            Past::Held(text) => cell(reader, P::KIND, field, &value(field, text), names),
        },
        Cell::Link(Link::new(format!("{record}?at={}", entry.occurred_at), stamp.full)),
        Cell::Person(who),
        Cell::Text(words.did(&entry.verb)),
        match &held.reason {
            Past::Nothing => Cell::Empty,
            Past::Erased => Cell::Erased,
            Past::Held(reason) => Cell::Text(reason.clone()),
        },
    ]
}
