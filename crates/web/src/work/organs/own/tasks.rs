//! The tasks somebody or their teams are to do.

use axum::extract::State;
use axum::response::Response;
use desk::task::{self, Found, Mine, Whose};

use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Cell, Column, EmptyState, Link, Pager, QueueLink, RecordList, Row};
use crate::query::{ListRequest, PageFrom};
use crate::reply::draw;
use crate::site::Site;
use crate::work::Reader;
use crate::work::organs::api::{MINE, task_key, task_place};
use crate::work::organs::tasks::{Names, badge, due};

const PATH: &str = "/tasks";

/// A selection of tasks: its code in the address, whose they are, and whether they are open.
#[derive(Debug, Clone, Copy)]
struct Queue {
    code: &'static str,
    whose: Whose,
    open: bool,
}

const QUEUES: [Queue; 4] = [
    Queue { code: "mine", whose: Whose::Mine, open: true },
    Queue { code: "teams", whose: Whose::Teams, open: true },
    Queue { code: "mine-over", whose: Whose::Mine, open: false },
    Queue { code: "teams-over", whose: Whose::Teams, open: false },
];

pub(super) async fn list(
    State(site): State<Site>,
    member: Member,
    mut asked: ListRequest,
) -> Result<Response> {
    let code = asked.take("queue");
    let [first, ..] = QUEUES;
    let queue = QUEUES.into_iter().find(|queue| Some(queue.code) == code.as_deref());
    let queue = queue.unwrap_or(first);
    let after = match asked.place(MINE, member.agent.person).map_err(Failure::in_query)? {
        PageFrom::Start => None,
        PageFrom::After(bytes) => {
            Some(task_key(&bytes).ok_or_else(|| Failure::query("after", "cursor"))?)
        }
        PageFrom::Before(_) => return Err(Failure::query("before", "cursor")),
    };
    let (agent, limit, request) = (member.agent.clone(), u64::from(asked.limit), asked);
    let (mine, names) = site
        .read(move |tx| {
            let mine = task::mine(tx, &agent, queue.whose, queue.open, after, limit)?;
            let names = Names::find(tx, &mine.tasks)?;
            Ok((mine, names))
        })
        .await?;
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let next = mine.next.map(|key| {
        let cursor = request.cursor(MINE, member.agent.person, &task_place(key));
        format!("{PATH}?queue={}&after={cursor}", queue.code)
    });
    draw(&page(&member, &reader, queue, &mine, &names, next))
}

fn page(
    member: &Member,
    reader: &Reader,
    queue: Queue,
    mine: &Mine,
    names: &Names,
    next: Option<String>,
) -> RecordList {
    let t = &member.t;
    let columns = ["state", "record", "due_at", "assignee", "team"];
    RecordList {
        shell: member.shell(),
        heading: t.text_of("tasks-heading", queue.code),
        count: String::new(),
        queues: QUEUES.iter().map(|one| link(t, *one, queue)).collect(),
        filters: Vec::new(),
        path: PATH.to_owned(),
        kept: Vec::new(),
        cleared: None,
        tools: None,
        set: Vec::new(),
        note: String::new(),
        groups: Vec::new(),
        head: ["number", "title"].map(|code| Column::new(code, t.text_of("field", code))),
        live: false,
        bulk: None,
        columns: columns.iter().map(|code| Column::new(code, t.text_of("field", code))).collect(),
        rows: mine.tasks.iter().map(|found| row(t, reader, found, names)).collect(),
        pager: Pager { next, ..Pager::default() },
        empty: EmptyState {
            heading: t.text("tasks-empty"),
            text: t.text_of("tasks-empty", queue.code),
            action: None,
        },
    }
}

fn link(t: &Translator, queue: Queue, current: Queue) -> QueueLink {
    QueueLink {
        link: Link::new(
            format!("{PATH}?queue={}", queue.code),
            t.text_of("tasks-queue", queue.code),
        ),
        current: queue.code == current.code,
        count: String::new(),
    }
}

fn row(t: &Translator, reader: &Reader, found: &Found, names: &Names) -> Row {
    let record = found.parent.as_ref().map(|of| format!("{} {}", of.number, of.title));
    Row {
        href: format!("{PATH}/{}", found.task.number),
        number: found.task.number.clone(),
        title: found.task.title.clone(),
        cells: vec![
            Cell::Badge(badge(t, found)),
            Cell::text(record),
            due(reader, &found.task),
            names.assignee(&found.task),
            names.team(&found.task),
        ],
    }
}
