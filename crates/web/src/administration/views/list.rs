//! The list of shared views.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::ReadTx;
use desk::Error;
use desk::access::Agent;
use desk::people::Person;
use desk::view::{self, SharedPage, SharedQuery, SharedView, View};

use super::super::Kinds;
use super::PATH;
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Badge, Cell, Column, EmptyState, FormField, Link, TablePage, Tone};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::site::Site;
use crate::work::Reader;
use crate::work::views::{Offered, shared_words};

/// What cursors of the list belong to.
const LIST: &str = "shared_views";

/// A page of views, and the cursor of the one after.
pub(super) struct Read {
    pub(super) views: Vec<SharedView>,
    pub(super) next: Option<String>,
}

/// Reads what is asked for.
pub(super) fn read(tx: &ReadTx<'_>, agent: &Agent, request: &ListRequest) -> desk::Result<Read> {
    let known = |name: &&String| ["owner", "kind"].contains(&name.as_str());
    if let Some(name) = request.equals.keys().find(|name| !known(name)) {
        return Err(Error::invalid(name.as_str(), "no_such_field"));
    }
    let owner = request.equals.get("owner");
    let owner = owner.map(|who| Person::anybody(tx, "owner", who)).transpose()?;
    let before = request.onward_from(LIST, agent.person)?;
    let query = SharedQuery {
        owner: owner.map(|person| person.id),
        kind: request.equals.get("kind").cloned().unwrap_or_default(),
        before,
        limit: usize::try_from(request.limit).unwrap_or(usize::MAX),
    };
    let SharedPage { views, next } = view::shared(tx, agent, &query)?;
    let next = next.map(|last| request.cursor(LIST, agent.person, last.bytes()));
    Ok(Read { views, next })
}

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let (agent, asked) = (member.agent.clone(), request.clone());
    let found = site.read(move |tx| {
        let read = read(tx, &agent, &asked)?;
        let views: Vec<View> = read.views.iter().map(|one| one.view.clone()).collect();
        let names = Offered::of(tx, &agent, &views)?;
        Ok((read, names))
    });
    let (Read { views, next }, names) = found.await.map_err(Failure::in_query)?;
    let t = &member.t;
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let row = |one: &SharedView| Some(row(&reader, &kinds, &names, one)?.into());
    let column = |code: &str| Column::new(code, t.text_of("shared-views-column", code));
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new("/", t.text("log-back")),
        heading: t.text("nav-shared-views"),
        lead: t.text("shared-views-lead"),
        actions: Vec::new(),
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: filters(t, &request),
        path: PATH.to_owned(),
        filtered: !request.equals.is_empty(),
        columns: ["name", "kind", "owner", "shared", "pins", "changed"].map(column).into(),
        rows: views.iter().filter_map(row).collect(),
        pager: request.pager(PATH, next.as_deref()),
        empty: EmptyState {
            heading: t.text("shared-views-none"),
            text: t.text("shared-views-none-text"),
            action: None,
        },
    })
}

fn filters(t: &Translator, request: &ListRequest) -> Vec<FormField> {
    let given = request.equals.get("owner").cloned().unwrap_or_default();
    vec![FormField::text("owner", t.text_of("shared-views-column", "owner")).with_value(given)]
}

fn row(reader: &Reader, kinds: &Kinds, names: &Offered, one: &SharedView) -> Option<[Cell; 6]> {
    let (t, view) = (&reader.t, &one.view);
    let kind = kinds.find(&view.kind)?;
    Some([
        Cell::Link(Link::new(format!("{PATH}/{}", view.id), view.name.as_str())),
        Cell::Text(t.text_of("nav", kind.path)),
        owner(t, one),
        Cell::Text(shared_words(t, view, names)),
        Cell::Text(one.pins.to_string()),
        Cell::Time(reader.stamp(view.updated_at)),
    ])
}

/// Whose it is; what is to be noticed is that they have left.
pub(super) fn owner(t: &Translator, one: &SharedView) -> Cell {
    if one.owner_active {
        return Cell::Person(one.owner.clone());
    }
    let gone = [("name", one.owner.as_str().into())];
    Cell::Badge(Badge::new(t.text_with("shared-views-left", &gone), Tone::Warning))
}
