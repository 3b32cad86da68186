//! The list of incidents.

use web::i18n::Translator;
use web::page::{Cell, Choice, Column, EmptyState, FormField, Link, QueueLink, Row, Stamp};

use super::{LIST_PATH, NEW_PATH, path, priority_badge, state_badge};

/// The selections every agent has. The address carries the code: `/incidents?queue=mine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Queue {
    /// Open, of a team the reader belongs to.
    #[default]
    Teams,
    /// Open, assigned to the reader.
    Mine,
    /// Open, of the reader's reach, assigned to nobody.
    Unassigned,
    /// Open, within the reader's reach.
    Open,
    /// Everything within the reader's reach.
    All,
}

impl Queue {
    /// All queues, in the order shown.
    pub const EVERY: [Self; 5] = [Self::Teams, Self::Mine, Self::Unassigned, Self::Open, Self::All];

    /// The code in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Teams => "teams",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Open => "open",
            Self::All => "all",
        }
    }

    /// The queue with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|queue| queue.code() == code)
    }

    /// The address of the queue.
    #[must_use]
    pub fn href(self) -> String {
        format!("{LIST_PATH}?queue={}", self.code())
    }

    /// The heading of its page; `own` for a reader who sees only what concerns them.
    #[must_use]
    pub fn heading(self, t: &Translator, own: bool) -> String {
        if own {
            t.text_of("incident-own-heading", self.code())
        } else {
            t.text_of("incident-heading", self.code())
        }
    }
}

/// Links to every queue that `offered` holds.
#[must_use]
pub fn queue_links(t: &Translator, offered: &[Queue], current: Queue) -> Vec<QueueLink> {
    let link = |queue: &Queue| QueueLink {
        link: Link::new(queue.href(), t.text_of("incident-queue", queue.code())),
        current: *queue == current,
        count: String::new(),
    };
    offered.iter().map(link).collect()
}

/// Filters by equality, in the words of the interface; `state` and `priority` are what is set.
#[must_use]
pub fn filters(t: &Translator, states: &[&str], state: &str, priority: &str) -> Vec<FormField> {
    let any = || Choice::new("", t.text("incident-filter-any"));
    let states = states.iter().map(|code| Choice::new(*code, t.text_of("state-incident", code)));
    let priorities =
        (1..=5_u8).map(|n| Choice::new(n.to_string(), priority_badge(t, Some(n)).label));
    let label = |code| t.text_of("field", code);
    vec![
        FormField::select("state", label("state"), std::iter::once(any()).chain(states).collect())
            .with_value(state),
        FormField::select(
            "priority",
            label("priority"),
            std::iter::once(any()).chain(priorities).collect(),
        )
        .with_value(priority),
    ]
}

/// The columns after number and title.
#[must_use]
pub fn columns(t: &Translator) -> Vec<Column> {
    let codes = ["priority", "state", "assignee", "team", "requester", "updated_at"];
    codes.map(|code| Column::new(code, t.text_of("field", code))).into()
}

/// One incident as the list shows it.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// `INC0000042`.
    pub number: String,
    /// One line.
    pub title: String,
    /// The state's code.
    pub state: String,
    /// 1 to 5.
    pub priority: Option<u8>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Which team has it.
    pub team: Option<String>,
    /// For whom it is.
    pub requester: Option<String>,
    /// When it last changed.
    pub updated: Stamp,
}

/// The row of one incident, cells in the order of [`columns`].
#[must_use]
pub fn row(t: &Translator, listed: Listed) -> Row {
    Row {
        href: path(&listed.number),
        number: listed.number,
        title: listed.title,
        cells: vec![
            Cell::Badge(priority_badge(t, listed.priority)),
            Cell::Badge(state_badge(t, &listed.state)),
            Cell::person(listed.assignee),
            Cell::text(listed.team),
            Cell::text(listed.requester),
            Cell::Time(listed.updated),
        ],
    }
}

/// What stands in place of no rows; `own` for a reader who sees only what concerns them.
#[must_use]
pub fn empty_state(t: &Translator, queue: Queue, filtered: bool, own: bool) -> EmptyState {
    let (text, action) = match queue {
        _ if filtered => (
            t.text("incident-empty-filtered"),
            Some(Link::new(queue.href(), t.text("incident-empty-clear"))),
        ),
        _ if own => (
            t.text_of("incident-own-empty", queue.code()),
            Some(Link::new(NEW_PATH, t.text("incident-own-empty-report"))),
        ),
        Queue::Mine => (
            t.text_of("incident-empty", queue.code()),
            Some(Link::new(Queue::Unassigned.href(), t.text("incident-empty-see-unassigned"))),
        ),
        _ => (t.text_of("incident-empty", queue.code()), None),
    };
    EmptyState { heading: t.text("incident-empty-heading"), text, action }
}
