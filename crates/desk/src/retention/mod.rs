//! How long what people wrote is kept. A rule says it for a kind of record or for a logbook; a job
//! erases what is over, a bounded part in a transaction.
//!
//! Of a record all texts go, from its journal and from its row, with what hangs on it; number, state,
//! times and references stay, so that what is counted from the journal stays as it was. A record is
//! found by an index of those that still hold texts: what is done is never looked at again, unless
//! somebody writes on it anew.

mod days;
mod due;
mod facts;
mod organs;
mod record;
mod row;
mod rule;
mod run;
mod scope;
mod set;

pub use due::{Count, MOST};
pub use rule::Rule;
pub use run::{ask, go_on, register};
pub use scope::Scope;
pub use set::{DAYS, INPUTS, Standing, kept_days, preview, remove, set, standing, standings};

/// Why, in the histories.
const BECAUSE: &str = "retention";

/// Every static statement of these modules.
#[must_use]
pub(crate) fn statements() -> Vec<db::Statement> {
    [
        days::STATEMENTS,
        due::STATEMENTS,
        organs::STATEMENTS,
        record::STATEMENTS,
        row::STATEMENTS,
        rule::STATEMENTS,
    ]
    .concat()
}
