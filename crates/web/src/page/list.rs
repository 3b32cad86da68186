//! A list of records, for every practice.

use askama::Template;

use super::{Badge, BulkBar, FormField, Icon, Link, ListTools, Shell, Stamp};

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
    /// The queues to switch between, and the views at hand.
    pub queues: Vec<QueueLink>,
    /// Filters sent as plain `name=value` by GET; empty for none.
    pub filters: Vec<FormField>,
    /// Where the filters are sent: the path of the list.
    pub path: String,
    /// What goes along with the filters unseen, such as the queue's name.
    pub kept: Vec<FormField>,
    /// The list without its filters, where there are any.
    pub cleared: Option<String>,
    /// What else changes the list, where it can be changed.
    pub tools: Option<ListTools>,
    /// The conditions that are set beyond the filters, each with the address without it.
    pub set: Vec<Link>,
    /// What the reader should know about these rows: that only the newest are sorted.
    pub note: String,
    /// How many rows hold what, where that was asked for.
    pub groups: Vec<GroupCount>,
    /// The columns of number and title.
    pub head: [Column; 2],
    /// Whether the page is told when the list changes: a list of records of one kind.
    pub live: bool,
    /// What can be done to several rows at once; nothing where rows cannot be ticked.
    pub bulk: Option<BulkBar>,
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
    /// The address of the list sorted by it, or the other way round; empty where that cannot be.
    pub sort: String,
    /// Whether the list is sorted by it, and how.
    pub sorted: Sorted,
}

/// Whether and how a list is sorted by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sorted {
    /// It is not.
    #[default]
    No,
    /// From the least to the greatest.
    Rising,
    /// From the greatest to the least.
    Falling,
}

impl Sorted {
    /// The value of `aria-sort`; empty where the list is not sorted by the column.
    #[must_use]
    pub fn aria(self) -> &'static str {
        match self {
            Self::No => "",
            Self::Rising => "ascending",
            Self::Falling => "descending",
        }
    }
}

impl Column {
    /// A column of the field `code`.
    #[must_use]
    pub fn new(code: &str, label: impl Into<String>) -> Self {
        Self { code: code.to_owned(), label: label.into(), ..Self::default() }
    }

    /// The sign that shows how it is sorted.
    #[must_use]
    pub fn icon(&self) -> Option<Icon> {
        match self.sorted {
            Sorted::No => None,
            Sorted::Rising => Some(Icon("arrow-up")),
            Sorted::Falling => Some(Icon("arrow-down")),
        }
    }
}

/// How many rows of a list hold one value of a field.
#[derive(Debug, Clone, Default)]
pub struct GroupCount {
    /// The value in words, and the list of its rows.
    pub link: Link,
    /// How many there are.
    pub count: String,
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
    /// An address on the web, which leads away from here.
    Web(String),
    /// Words that lead somewhere.
    Link(Link),
    /// The same, so deep in a tree.
    Branch(Link, usize),
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

    /// The address, where the cell is one. Only what can be no script is an address.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let Self::Web(address) = self else { return None };
        let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        scheme.is_some_and(|s| s == "http" || s == "https").then_some(address)
    }

    /// The link, where the cell is one.
    #[must_use]
    pub fn link(&self) -> Option<&Link> {
        if let Self::Link(link) | Self::Branch(link, _) = self { Some(link) } else { None }
    }

    /// The class that moves what lies deep in a tree to the side; none at its root.
    #[must_use]
    pub fn depth(&self) -> Option<String> {
        match self {
            Self::Branch(_, depth) if *depth > 0 => Some(format!("deep deep-{}", (*depth).min(7))),
            _ => None,
        }
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
    /// Each cell of a row with its column, for the labels on narrow screens.
    #[must_use]
    pub fn cells<'a>(&'a self, row: &'a Row) -> Vec<(&'a Column, &'a Cell)> {
        self.columns.iter().zip(&row.cells).collect()
    }
}
