//! The list of a sort, as both doors read it, and its page.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::{ReadTx, Value};
use desk::access::Agent;
use desk::foundation::{self, Asked, COMPANIES, Holds, Item, SORTS, Sort, Usage};
use desk::{Error, Kind, Result as Desk};

use super::super::Kinds;
use super::draw::{counted, filters, state};
use super::of::{Of, called, label, path_of, path_to, say};
use super::present::{Names, held};
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Cell, Column, EmptyState, Link, QueueLink, TablePage};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::site::Site;

/// How much of the list can have a thing is told in so many columns.
const COUNTS: usize = 2;

/// One line of the list.
pub(super) struct Line {
    pub(super) item: Item,
    /// How deep it lies in its tree.
    pub(super) depth: usize,
    pub(super) uses: Vec<Usage>,
}

/// A part of the list.
pub(super) struct Read {
    pub(super) lines: Vec<Line>,
    pub(super) names: Names,
    /// The cursor of the page after, if there is one.
    pub(super) next: Option<String>,
    /// Whether there are more than are ever read, so that only a search finds them.
    pub(super) more: bool,
}

/// Reads what is asked for.
pub(super) fn read(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    sort: &'static Sort,
    request: &ListRequest,
) -> Desk<Read> {
    let asked = asked(tx, agent, sort, request)?;
    let found = foundation::list(tx, agent, sort, &asked)?;
    let all = in_order(tx, sort, found.items, &asked)?;
    let begin = match request.onward(sort.path, agent.person)? {
        None => 0,
        Some(key) => {
            let place = all.iter().position(|(item, _)| item.key.as_bytes() == key);
            place.map_or_else(|| Err(Error::invalid("after", "cursor")), |place| Ok(place + 1))?
        }
    };
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let left = all.len().saturating_sub(begin) > limit;
    let (items, depths): (Vec<Item>, Vec<usize>) = all.into_iter().skip(begin).take(limit).unzip();
    let last = items.last().filter(|_| left);
    let next = last.map(|item| request.cursor(sort.path, agent.person, item.key.as_bytes()));
    let names = Names::of(tx, &items)?;
    let mut uses: Vec<Vec<Usage>> = vec![Vec::new(); items.len()];
    for of in sort.uses {
        let counts = foundation::count(tx, kinds, of, &items)?;
        uses.iter_mut().zip(counts).for_each(|(uses, count)| uses.extend(count));
    }
    let lines = items.into_iter().zip(depths).zip(uses);
    let lines = lines.map(|((item, depth), uses)| Line { item, depth, uses }).collect();
    Ok(Read { lines, names, next, more: found.more })
}

fn asked(
    tx: &ReadTx<'_>,
    agent: &Agent,
    sort: &'static Sort,
    request: &ListRequest,
) -> Desk<Asked> {
    let mut asked = Asked { text: request.text.clone(), ..Asked::default() };
    for (name, text) in &request.equals {
        let part = sort.part(name);
        match (name.as_str(), part.map(|part| part.holds)) {
            ("active", _) => {
                asked.active = Some(match text.as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(Error::invalid("active", "flag")),
                });
            }
            (_, Some(Holds::Company)) => {
                let company = foundation::one(tx, agent, &COMPANIES, text);
                let company = company.map_err(|_| Error::invalid(name.as_str(), "no_such"))?;
                let id = company.key.parse::<db::Id<()>>();
                let id = id.map_err(|_| Error::invalid(name.as_str(), "no_such"))?;
                asked.narrowed.insert("company", Value::from(id));
            }
            (_, Some(Holds::Kind | Holds::List)) => {
                let part = part.ok_or_else(|| Error::invalid(name.as_str(), "no_such_field"))?;
                asked.narrowed.insert(part.code, Value::from(text.as_str()));
            }
            _ => return Err(Error::invalid(name.as_str(), "no_such_field")),
        }
    }
    Ok(asked)
}

/// Trees as trees, company by company; what was searched for by name.
fn in_order(
    tx: &ReadTx<'_>,
    sort: &Sort,
    mut items: Vec<Item>,
    asked: &Asked,
) -> Desk<Vec<(Item, usize)>> {
    if !sort.is_tree() || !asked.text.trim().is_empty() {
        return Ok(items.into_iter().map(|item| (item, 0)).collect());
    }
    if sort.holding(Holds::Company).is_some() {
        let names = Names::of_companies(tx, &items)?;
        let place: BTreeMap<String, String> =
            names.into_iter().map(|(id, name)| (id, desk::text::fold(&name))).collect();
        items.sort_by_key(|item| item.text("company").and_then(|id| place.get(&id).cloned()));
    } else {
        items.sort_by_key(|item| item.text("kind"));
    }
    Ok(foundation::in_order(items))
}

pub(super) async fn show(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let (agent, known, asked) = (member.agent.clone(), kinds.clone(), request.clone());
    let found = site.read(move |tx| {
        let read = read(tx, &agent, &known.0, sort, &asked)?;
        let companies = foundation::list(tx, &agent, &COMPANIES, &Asked::default())?;
        Ok((read, companies.items))
    });
    let (read, companies) = found.await.map_err(Failure::in_query)?;
    let t = &member.t;
    let add = Link::new(format!("{}/new", path_of(sort)), say(t, "add", sort));
    let administers = member.agent.administers();
    let filtered = request.is_filtered();
    let mut lead = say(t, "lead", sort);
    if read.more {
        lead = format!("{lead} {}", t.text("organisation-more"));
    }
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new(super::PATH, t.text("nav-organisation")),
        heading: called(t, sort),
        lead,
        actions: administers.then(|| add.clone()).into_iter().collect(),
        tabs: tabs(t, sort),
        tabs_label: t.text("nav-organisation"),
        filters: filters(t, sort, &request, &kinds, &companies),
        path: path_of(sort),
        filtered,
        columns: columns(t, sort, &request),
        rows: read.lines.iter().map(|line| row(t, sort, &request, line, &read.names)).collect(),
        pager: request.pager(&path_of(sort), read.next.as_deref()),
        empty: EmptyState {
            heading: t.text(if filtered { "organisation-none-found" } else { "organisation-none" }),
            text: if filtered { t.text("organisation-none-text") } else { say(t, "none", sort) },
            action: (administers && !filtered).then_some(add),
        },
    })
}

pub(super) fn tabs(t: &Translator, current: &Sort) -> Vec<QueueLink> {
    let tab = |sort: &'static Sort| QueueLink {
        link: Link::new(path_of(sort), called(t, sort)),
        current: sort == current,
        count: String::new(),
    };
    SORTS.into_iter().map(tab).collect()
}

/// The parts that have a column: what a tree shows by itself has none, unless it was searched.
fn shown(sort: &Sort, request: &ListRequest) -> Vec<&'static str> {
    let searched = !request.text.trim().is_empty();
    let parts = sort.parts.iter().filter(|part| part.holds != Holds::Parent || searched);
    parts.map(|part| part.code).collect()
}

fn columns(t: &Translator, sort: &Sort, request: &ListRequest) -> Vec<Column> {
    let name = Column::new("name", label(t, sort.name));
    let parts = shown(sort, request).into_iter().map(|code| Column::new(code, label(t, code)));
    let uses = sort.uses.iter().take(COUNTS);
    let uses = uses.map(|of| Column::new("count", t.text_of("organisation-use", of.code)));
    let state = Column::new("state", t.text("organisation-state"));
    std::iter::once(name).chain(parts).chain(uses).chain([state]).collect()
}

fn row(
    t: &Translator,
    sort: &Sort,
    request: &ListRequest,
    line: &Line,
    names: &Names,
) -> Vec<Cell> {
    let item = &line.item;
    let mut cells = vec![Cell::Branch(Link::new(path_to(item), item.name.as_str()), line.depth)];
    cells.extend(shown(sort, request).into_iter().map(|code| held(t, item, code, names)));
    cells.extend(sort.uses.iter().take(COUNTS).map(|of| {
        let usage = line.uses.iter().find(|usage| usage.of == of);
        usage.map_or(Cell::Empty, |usage| Cell::Text(counted(usage)))
    }));
    cells.push(Cell::Badge(state(t, item.active)));
    cells
}
