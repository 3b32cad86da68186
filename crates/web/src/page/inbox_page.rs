//! What somebody was told, and what they want to be told.

use askama::Template;

use super::{EmptyState, Link, Pager, QueueLink, Shell, Stamp};

/// The page with somebody's notifications.
#[derive(Debug, Clone, Template)]
#[template(path = "inbox.html")]
pub struct InboxPage {
    /// The frame.
    pub shell: Shell,
    /// What is in it.
    pub inbox: InboxView,
}

/// The notifications alone, for a page that is there already.
#[derive(Debug, Clone, Template)]
#[template(path = "part/inbox.html")]
pub struct InboxFragment {
    /// The frame of the page.
    pub shell: Shell,
    /// What is in it.
    pub inbox: InboxView,
}

/// Somebody's notifications.
#[derive(Debug, Clone, Default)]
pub struct InboxView {
    /// All of them, and what is unread.
    pub views: Vec<QueueLink>,
    /// The record or task they are about, where that is only one, with the way back to all.
    pub about: Option<Link>,
    /// The lines, the newest first.
    pub lines: Vec<InboxLine>,
    /// The newest line: up to there everything can be marked as read. Empty where nothing can.
    pub until: String,
    /// What this part of the inbox is asked for with, for the forms on it.
    pub view: String,
    /// The number of the record or task they are about; empty for any.
    pub number: String,
    /// The part after this one.
    pub pager: Pager,
    /// What stands in place of no lines.
    pub empty: EmptyState,
}

/// What was told of one record or task.
#[derive(Debug, Clone, Default)]
pub struct InboxLine {
    /// The line's identity.
    pub id: String,
    /// The record's page and title.
    pub link: Link,
    /// Its number.
    pub number: String,
    /// The way to everything told of it.
    pub same: String,
    /// Why the reader was told.
    pub reason: String,
    /// Who did what last, where it is in a history.
    pub news: Option<(String, String)>,
    /// How many entries it tells of, when it is more than this one; else empty.
    pub more: String,
    /// When it was told.
    pub told: Stamp,
    /// Whether it is unread.
    pub is_unread: bool,
}

/// The page on which somebody chooses what they are told.
#[derive(Debug, Clone, Template)]
#[template(path = "inbox_settings.html")]
pub struct InboxSettingsPage {
    /// The frame.
    pub shell: Shell,
    /// Each rule.
    pub rules: Vec<InboxRule>,
}

/// A rule by which somebody is told of something, or not.
#[derive(Debug, Clone, Default)]
pub struct InboxRule {
    /// Its code.
    pub code: &'static str,
    /// When it applies.
    pub label: String,
    /// Whether they are told.
    pub wanted: bool,
}
