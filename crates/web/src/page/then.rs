//! A record as it stood at an instant.

use askama::Template;

use super::{Link, RecordView, Shell};

/// The page of a record as it stood: the record to be read, and the ways through time.
#[derive(Debug, Clone, Template)]
#[template(path = "then_page.html")]
pub struct ThenPage {
    /// The frame.
    pub shell: Shell,
    /// Which moment, and the ways to others.
    pub bar: TimeBar,
    /// The record as it stood, with nothing that could be done to it.
    pub record: RecordView,
}

/// Which moment is shown, and the ways to others: links, a slider over the entries and a field for
/// any moment, all of them plain links and forms.
#[derive(Debug, Clone, Default)]
pub struct TimeBar {
    /// Which moment: "As it stood on 3 Mar 2026, 14:30 CET".
    pub heading: String,
    /// What had happened last: "Ada resolved this, 3 Mar 2026".
    pub lead: String,
    /// The record's page.
    pub path: String,
    /// The last entry that counts, and the last there is.
    pub entry: (i64, i64),
    /// The moment in the reader's zone, as browsers take it: `2026-03-03T14:30:00`.
    pub moment: String,
    /// The moment before, at which something else happened.
    pub previous: Option<Link>,
    /// The next moment at which something happened.
    pub next: Option<Link>,
    /// The record as it is.
    pub now: Link,
}

impl TimeBar {
    /// The last entry that counts.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.entry.0
    }

    /// The last entry there is.
    #[must_use]
    pub fn last(&self) -> i64 {
        self.entry.1
    }
}
