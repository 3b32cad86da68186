//! Bulk edits: one verb done to many records, previewed by the very code that does it, and worked off
//! by a job, one record a transaction.
//!
//! Nothing is done through a bulk edit that could not be done one by one: each record goes the way of
//! every verb, for whoever asked and with what they may do at that moment.

mod begin;
mod choose;
mod given;
mod hand;
mod item;
mod job;
mod moves;
mod refusal;
mod store;
mod tidy;

use std::collections::BTreeMap;

use db::{Id, ReadTx, Timestamp};

pub(crate) use begin::{Begun, begin};
pub use choose::{Chosen, Wanted, choose};
pub use given::{check, inputs};
pub use hand::Hand;
pub use item::{Item, Items, Part, items};
pub use job::register;
pub use moves::{cancel, preview, run};
pub use refusal::{Refusal, Told};
pub use tidy::{discard, purge};

use crate::access::Agent;
use crate::context::Door;
use crate::input::{RawInput, RawValue};
use crate::people::Person;
use crate::record::Record;
use crate::{Error, Result};

/// Records of one bulk edit at most.
pub const MOST: i64 = 10_000;
/// Records of a bulk edit that is small enough to be waited for.
pub const SMALL: i64 = 100;

/// The fact that says of which bulk edit an entry is part.
pub(crate) const FACT: &str = "bulk";

pub(crate) fn statements() -> Vec<db::Statement> {
    [item::STATEMENTS, store::STATEMENTS, tidy::STATEMENTS].concat()
}

/// One verb for many records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulk {
    /// Its identity.
    pub id: Id<Bulk>,
    /// The code of the kind of record.
    pub kind: String,
    /// The code of the verb.
    pub verb: String,
    /// What the verb is given; empty once it has ended.
    pub input: BTreeMap<String, RawValue>,
    /// Through which door it was asked for.
    pub door: Door,
    /// Who asked for it.
    pub person: Id<Person>,
    /// The record whose children it goes over, where it is that.
    pub parent: Option<Id<Record>>,
    /// How far it is.
    pub state: State,
    /// How many records were chosen.
    pub total: i64,
    /// How many were changed; until it runs, how many would be.
    pub changed: i64,
    /// With how many there was nothing to change, or would be nothing.
    pub unchanged: i64,
    /// How many were refused, or would be.
    pub refused: i64,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// How far a bulk edit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its records are being gathered.
    Choosing,
    /// Its records are known; what the verb is given may not be yet.
    Draft,
    /// It is being looked at what it would do.
    Previewing,
    /// It is known what it would do.
    Previewed,
    /// It is being done.
    Running,
    /// All of it was gone over.
    Done,
    /// It was ended before that.
    Cancelled,
}

/// What became of one record, or would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody has looked at it yet.
    Waiting,
    /// It was changed.
    Changed,
    /// There was nothing to change.
    Unchanged,
    /// It was refused.
    Refused,
}

impl State {
    /// Every state, in the order in which they follow each other.
    pub const EVERY: [State; 7] = [
        State::Choosing,
        State::Draft,
        State::Previewing,
        State::Previewed,
        State::Running,
        State::Done,
        State::Cancelled,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            State::Choosing => "choosing",
            State::Draft => "draft",
            State::Previewing => "previewing",
            State::Previewed => "previewed",
            State::Running => "running",
            State::Done => "done",
            State::Cancelled => "cancelled",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<State> {
        State::EVERY.into_iter().find(|state| state.code() == code)
    }

    /// Whether nothing has been done yet.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, State::Choosing | State::Draft | State::Previewing | State::Previewed)
    }

    /// Whether the program goes on with it by itself.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(self, State::Previewing | State::Running)
    }
}

impl Outcome {
    /// Every outcome.
    pub const EVERY: [Outcome; 4] =
        [Outcome::Waiting, Outcome::Changed, Outcome::Unchanged, Outcome::Refused];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Outcome::Waiting => "waiting",
            Outcome::Changed => "changed",
            Outcome::Unchanged => "unchanged",
            Outcome::Refused => "refused",
        }
    }

    /// The outcome with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Outcome> {
        Outcome::EVERY.into_iter().find(|outcome| outcome.code() == code)
    }
}

impl Bulk {
    /// How many records have been gone over.
    #[must_use]
    pub fn done(&self) -> i64 {
        self.changed + self.unchanged + self.refused
    }

    /// How many records have come out so.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> i64 {
        match outcome {
            Outcome::Waiting => self.total - self.done(),
            Outcome::Changed => self.changed,
            Outcome::Unchanged => self.unchanged,
            Outcome::Refused => self.refused,
        }
    }

    /// What the verb is given, for a record of which this version was seen.
    pub(crate) fn raw(&self, base: Option<i64>) -> RawInput {
        RawInput { values: self.input.clone(), version: base }
    }
}

/// A bulk edit of one's own: nobody else sees it, because its records and its words may be for nobody
/// else.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it is somebody else's: the two look the same.
pub fn find(tx: &ReadTx<'_>, agent: &Agent, id: Id<Bulk>) -> Result<Bulk> {
    let own = store::find(tx, id)?.filter(|bulk| bulk.person == agent.person);
    own.filter(|bulk| bulk.state != State::Choosing).ok_or(Error::NotFound)
}

/// Somebody's own bulk edits, the newest first, from before one of them on.
///
/// # Errors
/// When the database fails.
pub fn mine(
    tx: &ReadTx<'_>,
    agent: &Agent,
    before: Option<Id<Bulk>>,
    limit: i64,
) -> Result<Vec<Bulk>> {
    let before = before.unwrap_or(Id::from_bytes([u8::MAX; 16]));
    store::of_person(tx, agent.person, before, limit)
}
