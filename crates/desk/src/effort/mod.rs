//! Effort and cost: what was spent on a record, by whom and on which day. It belongs to the inside.

mod book;
mod store;

use std::time::Duration;

use db::{Id, ReadTx, Timestamp};
use jiff::civil::Date;

pub use book::{INPUTS, add, correct, remove};
pub(crate) use store::STATEMENTS;
pub use store::{Sum, Totals};

use crate::Result;
use crate::access::{Action, Agent};
use crate::heading::Heading;
use crate::people::Person;
use crate::record::Record;

/// How long whoever booked something may still change it themselves.
pub const OWN_FOR: Duration = Duration::from_secs(86_400);

/// What somebody spent on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effort {
    /// Its identity.
    pub id: Id<Effort>,
    /// The record.
    pub record: Id<Record>,
    /// Whose time or money it was.
    pub person: Id<Person>,
    /// On which day, as their calendar had it.
    pub spent_on: Date,
    /// Minutes of work; none for money alone.
    pub minutes: i64,
    /// Whether somebody is charged for it.
    pub billable: bool,
    /// Money, if any.
    pub cost: Option<Money>,
    /// What it was for.
    pub note: String,
    /// Who booked it.
    pub by: Option<Id<Person>>,
    /// When they did.
    pub at: Timestamp,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// In the minor unit of the currency: cents of a euro.
    pub minor: i64,
    /// Three letters (ISO 4217).
    pub currency: String,
}

impl Effort {
    /// Whether the agent may change it now: their own for a day, anybody's where they lead the
    /// record's team or hold the permission to correct.
    #[must_use]
    pub fn is_open_to(&self, agent: &Agent, record: &Heading, now: Timestamp) -> bool {
        let own = self.by == Some(agent.person) && now.since(self.at) <= OWN_FOR;
        own || may_correct(agent, record)
    }
}

/// Whether the agent may book for others and change what others booked.
#[must_use]
pub fn may_correct(agent: &Agent, record: &Heading) -> bool {
    let leads = record.facts.team.is_some_and(|team| agent.leads.contains(&team));
    leads || record.admits(agent, Action::Correct)
}

/// What was spent on a record, the latest day first; for those who read its inside.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn efforts(tx: &ReadTx<'_>, agent: &Agent, record: &Heading) -> Result<Vec<Effort>> {
    record.require(agent, Action::ReadInternal)?;
    store::of_record(tx, record.id)
}

/// The sums of what was spent on a record; for those who read its inside.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn totals(tx: &ReadTx<'_>, agent: &Agent, record: &Heading) -> Result<Totals> {
    record.require(agent, Action::ReadInternal)?;
    store::totals(tx, record.id)
}
