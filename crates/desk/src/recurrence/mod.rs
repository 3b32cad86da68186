//! Records that come round: a record that is there is the template, a rule says when another like it
//! is opened, and a job opens it through the ordinary way.

mod open;
mod rule;
mod run;
mod store;

use db::{Id, Timestamp};

pub use open::{INPUTS, MOST_PLANNED, create, of_record, pause, planned, remove};
pub use rule::{Occurrence, Rule, UNITS, Unit};
pub(crate) use run::{QUEUE, perform};
pub(crate) use store::STATEMENTS;

use crate::people::{Company, Person};
use crate::record::Record;

/// A record that comes round.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurrence {
    /// Its identity.
    pub id: Id<Recurrence>,
    /// The kind of what is opened.
    pub kind: String,
    /// The record it was made from.
    pub source: Id<Record>,
    /// Whose it is.
    pub company: Id<Company>,
    /// The title of what is opened, with places for its date.
    pub title: String,
    /// What it is opened with, by the input's code, as text.
    pub input: std::collections::BTreeMap<String, String>,
    /// When it comes round.
    pub rule: Rule,
    /// The next time; nothing when the calendar ends before.
    pub next_at: Option<Timestamp>,
    /// Whether it rests.
    pub paused: bool,
    /// Who set it up.
    pub by: Option<Id<Person>>,
    /// When.
    pub at: Timestamp,
    /// What was opened last.
    pub last: Option<Id<Record>>,
    /// When that was.
    pub last_at: Option<Timestamp>,
    /// How many times were missed before that, while nothing ran.
    pub missed: i64,
    /// Why the last one could not be opened, if it could not: codes of faults.
    pub fault: Option<String>,
}
