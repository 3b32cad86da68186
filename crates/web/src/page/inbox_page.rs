//! What somebody was told.

use askama::Template;

use super::{EmptyState, Link, Pager, QueueLink, Shell, Stamp};

/// The page with somebody's notifications, one line a record.
#[derive(Debug, Clone, Template)]
#[template(path = "inbox.html")]
pub struct InboxPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// All of them, and what is unread.
    pub views: Vec<QueueLink>,
    /// The lines, the newest first.
    pub lines: Vec<InboxLine>,
    /// When the newest was told, as RFC 3339: up to there everything can be marked as read.
    pub until: String,
    /// The part after this one.
    pub pager: Pager,
    /// What stands in place of no lines.
    pub empty: EmptyState,
}

/// What was told of one record.
#[derive(Debug, Clone, Default)]
pub struct InboxLine {
    /// The record's page and title.
    pub link: Link,
    /// Its number.
    pub number: String,
    /// Why the reader was told.
    pub reason: String,
    /// Who did what last, where the reader may know.
    pub news: Option<(String, String)>,
    /// How many entries are unread, when it is more than this one; else empty.
    pub more: String,
    /// When it was told.
    pub told: Stamp,
    /// The same moment as RFC 3339.
    pub until: String,
    /// Whether something is unread.
    pub is_unread: bool,
}

impl InboxPage {
    /// Whether anything on it is unread.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        self.lines.iter().any(|line| line.is_unread)
    }
}
