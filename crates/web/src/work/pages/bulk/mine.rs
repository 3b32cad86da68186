//! All bulk edits of whoever reads.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use desk::bulk::{self, Bulk, Outcome};

use super::super::words::Words;
use super::{path_of, view};
use crate::administration::Kinds;
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{Cell, Column, EmptyState, Link, Pager, TablePage};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::site::Site;
use crate::work::Reader;
use crate::work::bulk::{before, beyond};

/// Where they are.
pub(super) const PATH: &str = "/bulk";

pub(super) async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let reader = member.agent.person;
    let before = before(&request, reader)?;
    let (agent, limit) = (member.agent.clone(), i64::from(request.limit));
    let found = site.read(move |tx| bulk::mine(tx, &agent, before, limit)).await?;
    let t = &member.t;
    let read = Reader::new(t, site.now(), &member.agent.zone);
    let full = i64::try_from(found.len()).unwrap_or(i64::MAX) == limit;
    let further = |last: &Bulk| {
        format!("{PATH}?limit={limit}&after={}", beyond(site.cursors(), reader, last.id))
    };
    let column = |code: &str| Column::new(code, t.text_of("bulk-column", code));
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new("/", t.text("bulk-back")),
        heading: t.text("bulk-mine"),
        lead: t.text("bulk-mine-lead"),
        actions: Vec::new(),
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: Vec::new(),
        path: PATH.to_owned(),
        filtered: false,
        columns: ["when", "what", "state", "counts"].map(column).into(),
        rows: found.iter().map(|one| row(&read, &kinds, one)).collect(),
        pager: Pager { next: found.last().filter(|_| full).map(further), ..Pager::default() },
        empty: EmptyState {
            heading: t.text("bulk-mine-none"),
            text: t.text("bulk-mine-none-text"),
            action: None,
        },
    })
}

fn row(reader: &Reader, kinds: &Kinds, one: &Bulk) -> Vec<Cell> {
    let t = &reader.t;
    let kind = kinds.find(&one.kind);
    let what = kind.map_or(Cell::Text(one.verb.clone()), |kind| {
        let label = Words { t, kind }.own("verb", &one.verb);
        let said = [("verb", label.as_str().into()), ("total", one.total.into())];
        Cell::Link(Link::new(path_of(kind, one.id), t.text_with("bulk-heading", &said)))
    });
    let count = |outcome: Outcome| {
        let count = one.count(outcome);
        (count > 0).then(|| format!("{}: {count}", view::outcome(t, one, outcome)))
    };
    let counts: Vec<String> = Outcome::EVERY.into_iter().filter_map(count).collect();
    vec![
        Cell::Time(reader.stamp(one.created_at)),
        what,
        Cell::Text(t.text_of("bulk-state", one.state.code())),
        Cell::Text(counts.join("\n")),
    ]
}
