//! The list of a kind of record, queue by queue.

use axum::extract::State;
use axum::response::Response;
use desk::access::{Action, Reach};
use desk::field::{Field, FieldKind};
use desk::list::Snapshot;

use super::cell::cell;
use super::own::Pages;
use super::queue::Queue;
use super::words::Words;
use super::{Reader, list_path, record_path};
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Choice, Column, FormField, Inputs, Pager, RecordList, Row};
use crate::query::{ListRequest, PageFrom};
use crate::reply::draw;
use crate::site::Site;
use crate::work::{Window, read_page, visible_fields};

/// A count beyond this reads "999+".
const COUNTED: u64 = 1_000;
/// What every row shows first.
const HEAD: [&str; 2] = ["number", "title"];

pub(super) async fn list<P: Pages>(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let offered = Queue::offered::<P>(&member.agent);
    let asked = request
        .take("queue")
        .and_then(|code| Queue::from_code(&code))
        .filter(|queue| offered.contains(queue));
    let queue = asked.unwrap_or_else(|| Queue::first::<P>(&offered));
    let columns = fields::<P>(&member, P::COLUMNS);
    let shown: Vec<_> = fields::<P>(&member, &HEAD).into_iter().chain(columns.clone()).collect();
    let (agent, query) = (member.agent.clone(), request.clone());
    let window = site
        .read(move |tx| {
            let conditions = queue.conditions(P::KIND, &agent);
            read_page(tx, P::KIND, &agent, &query, conditions, &shown, Some(COUNTED))
        })
        .await
        .map_err(Failure::in_query)?;
    let view = View { queue, offered, request, columns, window };
    draw(&page::<P>(&site, &member, &view))
}

/// What is shown of a list.
struct View {
    queue: Queue,
    offered: Vec<Queue>,
    request: ListRequest,
    columns: Vec<&'static Field>,
    window: Window,
}

/// The fields with these codes that the reader may read on every record.
fn fields<P: Pages>(member: &Member, codes: &[&str]) -> Vec<&'static Field> {
    let visible = visible_fields(P::KIND, &member.agent);
    let field = |code: &&str| visible.iter().copied().find(|field| field.code == *code);
    codes.iter().filter_map(field).collect()
}

fn page<P: Pages>(site: &Site, member: &Member, view: &View) -> RecordList {
    let words = Words { t: &member.t, kind: P::KIND };
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let filtered = !view.request.equals.is_empty();
    let own = matches!(member.agent.require(P::KIND.code, Action::Read), Ok(Reach::Own));
    let opens = member.agent.may(P::KIND.code, Action::Create);
    RecordList {
        shell: member.shell(),
        heading: view.queue.heading(words, own),
        count: counted(view.window.total),
        queues: view.offered.iter().map(|queue| queue.link(words, view.queue)).collect(),
        filters: filters::<P>(member, &view.request),
        path: list_path(P::KIND),
        kept: vec![FormField::hidden("queue", view.queue.code())],
        filtered,
        columns: view
            .columns
            .iter()
            .map(|field| Column::new(field.code, member.t.text_of("field", field.code)))
            .collect(),
        rows: view.window.listed.rows.iter().map(|it| row::<P>(&reader, it, view)).collect(),
        pager: pager::<P>(&member.t, view),
        empty: view.queue.empty(words, filtered, own, opens),
    }
}

/// Filters by equality, in the words of the interface, with what is set in them.
fn filters<P: Pages>(member: &Member, request: &ListRequest) -> Vec<FormField> {
    let t = &member.t;
    let state = format!("state-{}", P::KIND.code);
    let inputs = Inputs { kind: P::KIND.code, ..Inputs::default() };
    let field = |field: &Field| {
        let choices: Vec<Choice> = match field.kind {
            FieldKind::State => {
                let states = P::KIND.lifecycle.states.iter();
                states.map(|one| Choice::new(one.code, t.text_of(&state, one.code))).collect()
            }
            FieldKind::Number(least, most) => inputs.levels(t, field.code, least, most),
            FieldKind::Options(codes) => {
                codes.iter().map(|code| Choice::new(*code, t.text_of(field.code, code))).collect()
            }
            _ => return None,
        };
        let any = Choice::new("", t.text("list-filter-any"));
        let set = request.equals.get(field.code).cloned().unwrap_or_default();
        let choices = std::iter::once(any).chain(choices).collect();
        let label = t.text_of("field", field.code);
        Some(FormField::select(field.code, label, choices).with_value(set))
    };
    fields::<P>(member, P::FILTERS).into_iter().filter_map(field).collect()
}

fn counted(total: Option<u64>) -> String {
    match total {
        Some(total) if total >= COUNTED => format!("{}+", COUNTED - 1),
        Some(total) => total.to_string(),
        None => String::new(),
    }
}

/// One record, its cells in the order of the columns.
fn row<P: Pages>(reader: &Reader, row: &Snapshot, view: &View) -> Row {
    let names = &view.window.names;
    let shown = |field: &&'static Field| cell(reader, P::KIND, field, row.value(field.code), names);
    Row {
        href: record_path(P::KIND, row.text("number")),
        number: row.text("number").to_owned(),
        title: row.text("title").to_owned(),
        cells: view.columns.iter().map(shown).collect(),
    }
}

fn pager<P: Pages>(t: &Translator, view: &View) -> Pager {
    let (request, window) = (&view.request, &view.window);
    let to = |name: &str, cursor: String| {
        format!("{}&{}{name}={cursor}", view.queue.href(P::KIND), request.address())
    };
    let (rows, total) = (window.listed.rows.len().to_string(), counted(window.total));
    let whole = request.from == PageFrom::Start && window.next().is_none();
    let some = t.text_with(
        "pager-summary",
        &[("shown", rows.as_str().into()), ("total", total.as_str().into())],
    );
    Pager {
        previous: window.previous().map(|c| to("before", c)),
        next: window.next().map(|c| to("after", c)),
        summary: if whole { String::new() } else { some },
    }
}
