//! A list of records, for every practice.

use askama::Template;

use super::{Badge, FormField, Link, Shell, Stamp};

/// The page that lists records: queues, filters, rows, pages.
#[derive(Debug, Clone, Template)]
#[template(path = "record_list.html")]
pub struct RecordList {
    /// The frame.
    pub shell: Shell,
    /// The heading, which names the queue shown: "My teams' open incidents".
    pub heading: String,
    /// What the count says beside the heading: "37" or "999+"; empty when not counted.
    pub count: String,
    /// The queues to switch between.
    pub queues: Vec<QueueLink>,
    /// Filters sent as plain `name=value` by GET; empty for none.
    pub filters: Vec<FormField>,
    /// Where the filters are sent: the path of the list.
    pub path: String,
    /// What goes along with the filters unseen, such as the queue's name.
    pub kept: Vec<FormField>,
    /// Whether a filter is set, so that it can be taken away again.
    pub filtered: bool,
    /// The columns after number and title, in order.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Row>,
    /// Pages before and after.
    pub pager: Pager,
    /// What stands in place of no rows.
    pub empty: EmptyState,
}

/// A named selection of records.
#[derive(Debug, Clone, Default)]
pub struct QueueLink {
    /// Where it goes and what it says.
    pub link: Link,
    /// Whether it is the one shown.
    pub current: bool,
    /// How many it holds, as text ("12", "999+"); empty when not counted.
    pub count: String,
}

/// A column of the list.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// The field's code; also the end of the CSS class, which sets the width.
    pub code: String,
    /// The heading.
    pub label: String,
}

impl Column {
    /// A column of the field `code`.
    #[must_use]
    pub fn new(code: &str, label: impl Into<String>) -> Self {
        Self { code: code.to_owned(), label: label.into() }
    }
}

/// One record in the list.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its page.
    pub href: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// One cell a column, in the columns' order.
    pub cells: Vec<Cell>,
}

/// What stands in one place of the list.
#[derive(Debug, Clone, Default)]
pub enum Cell {
    /// Nothing known. Read out as "none".
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A state, priority or flag.
    Badge(Badge),
    /// A person's name, shown with its initials.
    Person(String),
    /// A moment.
    Time(Stamp),
    /// Words that lead somewhere.
    Link(Link),
    /// There was something; it has been erased.
    Erased,
}

impl Cell {
    /// Words, or nothing where there are none.
    #[must_use]
    pub fn text(words: Option<String>) -> Self {
        words.map_or(Self::Empty, Self::Text)
    }

    /// A person, or nothing where there is none.
    #[must_use]
    pub fn person(name: Option<String>) -> Self {
        name.map_or(Self::Empty, Self::Person)
    }

    /// The words, where the cell is words.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        if let Self::Text(words) = self { Some(words) } else { None }
    }

    /// The badge, where the cell is one.
    #[must_use]
    pub fn badge(&self) -> Option<&Badge> {
        if let Self::Badge(badge) = self { Some(badge) } else { None }
    }

    /// The person's name, where the cell is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        if let Self::Person(name) = self { Some(name) } else { None }
    }

    /// The initials of the person, where the cell is one.
    #[must_use]
    pub fn initials(&self) -> String {
        self.name().map(super::shell::initials).unwrap_or_default()
    }

    /// The moment, where the cell is one.
    #[must_use]
    pub fn stamp(&self) -> Option<&Stamp> {
        if let Self::Time(stamp) = self { Some(stamp) } else { None }
    }

    /// The link, where the cell is one.
    #[must_use]
    pub fn link(&self) -> Option<&Link> {
        if let Self::Link(link) = self { Some(link) } else { None }
    }

    /// Whether there was something that has been erased.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        matches!(self, Self::Erased)
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// Links to the pages before and after, by keyset cursor.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// The page before, with its cursor.
    pub previous: Option<String>,
    /// The page after, with its cursor.
    pub next: Option<String>,
    /// What is shown: "50 of 999+"; empty for nothing.
    pub summary: String,
}

/// What stands where nothing is found: why, and what to do.
#[derive(Debug, Clone, Default)]
pub struct EmptyState {
    /// What there is none of.
    pub heading: String,
    /// Why, or what comes next.
    pub text: String,
    /// The way on.
    pub action: Option<Link>,
}

impl RecordList {
    /// The same queue without its filters. What is kept are codes, which need no escaping.
    #[must_use]
    pub fn cleared(&self) -> String {
        let kept = self.kept.iter().map(|field| format!("{}={}", field.name, field.value));
        format!("{}?{}", self.path, kept.collect::<Vec<_>>().join("&"))
    }

    /// Each cell of a row with its column, for the labels on narrow screens.
    #[must_use]
    pub fn cells<'a>(&'a self, row: &'a Row) -> Vec<(&'a Column, &'a Cell)> {
        self.columns.iter().zip(&row.cells).collect()
    }
}
