//! How records of a kind end by themselves, and how long they can be opened again.
//!
//! A rule for each kind says after how many days what is resolved is closed, whether a comment of the
//! requester opens it again before that, for how many days what is closed can be reopened, and whether
//! whoever asked is asked how it went ([`crate::satisfaction`]). When a record's time is over is never
//! written down: a job reads it, some at a time, from an index of what is resolved, so that a rule that
//! changes holds at once for what was resolved before.

mod comment;
mod due;
mod follow_up;
mod late;
mod rule;
mod run;
mod set;

pub(crate) use comment::after_comment;
pub use follow_up::{FOLLOW_UP, follow_up};
pub use late::is_late;
pub(crate) use late::refuse_late;
pub use rule::{Rule, of};
pub use run::{ask, go_on, register, waits};
pub use set::{DAYS, INPUTS, Standing, preview, set, standing, standings};

use crate::kind::Kind;
use crate::lifecycle::StateClass;

/// The verb that closes, in every kind that knows closing.
const CLOSE: &str = "close";
/// The verb that opens again.
const REOPEN: &str = "reopen";

/// Whether records of a kind can be resolved, closed and opened again, so that there is a rule for them.
#[must_use]
pub fn is_for(kind: &Kind) -> bool {
    let resolves = kind.lifecycle.states.iter().any(|state| state.class == StateClass::Resolved);
    resolves && kind.lifecycle.verb(CLOSE).is_some() && kind.lifecycle.verb(REOPEN).is_some()
}

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [due::STATEMENTS, rule::STATEMENTS].concat()
}
