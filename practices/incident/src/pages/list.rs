//! The list of incidents, queue by queue.

use axum::extract::State;
use axum::response::Response;
use db::Value;
use desk::Kind;
use desk::access::{Action, Agent, Reach};
use desk::field::Field;
use desk::list::{Filter, Snapshot};
use web::i18n::Translator;
use web::page::{FormField, Pager, RecordList};
use web::work::{Names, Reader, Window, read_page};
use web::{Failure, ListRequest, Member, PageFrom, Site, draw};

use crate::fields::KIND;
use crate::lifecycle::LIFECYCLE;
use crate::views::{self, LIST_PATH, Listed, Queue};

/// A count beyond this reads "999+".
const COUNTED: u64 = 1_000;
/// What a row shows.
const SHOWN: &[&str] =
    &["number", "title", "state", "priority", "assignee", "team", "requester", "updated_at"];

pub(super) async fn list(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> web::Result<Response> {
    let offered = offered(&member.agent);
    let asked = request
        .take("queue")
        .and_then(|code| Queue::from_code(&code))
        .filter(|q| offered.contains(q));
    let queue = asked.or_else(|| offered.first().copied()).unwrap_or(Queue::All);
    let (agent, query) = (member.agent.clone(), request.clone());
    let window = site
        .read(move |tx| {
            read_page(tx, &KIND, &agent, &query, conditions(queue, &agent), &shown(), Some(COUNTED))
        })
        .await
        .map_err(Failure::in_query)?;
    draw(&page(&site, &member, queue, &offered, &request, &window))
}

/// The queues that can hold anything for this person.
fn offered(agent: &Agent) -> Vec<Queue> {
    let works = agent.may(KIND.code, Action::Work);
    Queue::EVERY
        .into_iter()
        .filter(|queue| match queue {
            Queue::Teams => !agent.teams.is_empty(),
            Queue::Mine | Queue::Unassigned => works,
            Queue::Open | Queue::All => true,
        })
        .collect()
}

/// What a queue holds, beyond what the reader may see.
fn conditions(queue: Queue, agent: &Agent) -> (Vec<Filter>, Option<bool>) {
    let one =
        |code: &str, any_of: Vec<Value>| field(&KIND, code).map(|field| Filter { field, any_of });
    let filter = match queue {
        Queue::Teams => one("team", agent.teams.iter().map(Value::from).collect()),
        Queue::Mine => one("assignee", vec![agent.person.into()]),
        Queue::Unassigned => one("assignee", vec![Value::Null]),
        Queue::Open | Queue::All => None,
    };
    (filter.into_iter().collect(), (queue != Queue::All).then_some(true))
}

fn field(kind: &'static Kind, code: &str) -> Option<&'static Field> {
    kind.field(code)
}

fn shown() -> Vec<&'static Field> {
    SHOWN.iter().filter_map(|code| KIND.field(code)).collect()
}

fn page(
    site: &Site,
    member: &Member,
    queue: Queue,
    offered: &[Queue],
    request: &ListRequest,
    window: &Window,
) -> RecordList {
    let t = &member.t;
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let set = |name: &str| request.equals.get(name).cloned().unwrap_or_default();
    let states: Vec<&str> = LIFECYCLE.states.iter().map(|s| s.code).collect();
    let filtered = !request.equals.is_empty();
    let own = matches!(member.agent.require(KIND.code, Action::Read), Ok(Reach::Own));
    RecordList {
        shell: member.shell(),
        heading: queue.heading(t, own),
        count: counted(window.total),
        queues: views::queue_links(t, offered, queue),
        filters: views::filters(t, &states, &set("state"), &set("priority")),
        path: LIST_PATH.to_owned(),
        kept: vec![FormField::hidden("queue", queue.code())],
        filtered,
        columns: views::columns(t),
        rows: window
            .listed
            .rows
            .iter()
            .map(|r| views::row(t, listed(r, &window.names, &reader)))
            .collect(),
        pager: pager(t, queue, request, window),
        empty: views::empty_state(t, queue, filtered, own),
    }
}

fn counted(total: Option<u64>) -> String {
    match total {
        Some(total) if total >= COUNTED => format!("{}+", COUNTED - 1),
        Some(total) => total.to_string(),
        None => String::new(),
    }
}

fn listed(row: &Snapshot, names: &Names, reader: &Reader) -> Listed {
    Listed {
        number: row.text("number").to_owned(),
        title: row.text("title").to_owned(),
        state: row.text("state").to_owned(),
        priority: row.number("priority").and_then(|p| u8::try_from(p).ok()),
        assignee: names.name(row.id_of::<()>("assignee")),
        team: names.name(row.id_of::<()>("team")),
        requester: names.name(row.id_of::<()>("requester")),
        updated: row
            .number("updated_at")
            .map(|m| reader.stamp(db::Timestamp::from_micros(m)))
            .unwrap_or_default(),
    }
}

fn pager(t: &Translator, queue: Queue, request: &ListRequest, window: &Window) -> Pager {
    let to = |name: &str, cursor: String| {
        format!("{}&{}{name}={cursor}", queue.href(), request.address())
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
