//! What people are told of the records and tasks that concern them: an inbox for each of them.
//!
//! A job follows the journal by its positions and tells whom the [`RULES`] name, in the transaction
//! that moves it on, so that nobody is told twice or not at all. Whether they may know is judged
//! when they are told, and again whenever they look.

mod cause;
mod choice;
mod circle;
mod courtesy;
mod follow;
#[cfg(test)]
mod fuzzed;
mod inbox;
mod line;
mod mention;
mod named;
mod news;
mod plan;
mod read;
mod retain;
mod rules;
mod seen;
mod tell;

pub use choice::{choose, chosen};
pub use courtesy::{may_name, unheard};
pub use follow::{Turn, follow};
pub use inbox::{About, Inbox, InboxPart, Listed, inbox, subject};
pub use line::{KEPT, KEPT_UNREAD, Line};
pub use read::{changed_since, mark_read, mark_read_until, mark_unread, unread, unread_of};
pub use retain::purge;
pub use rules::{Cause, Party, RULES, Rule};
pub use seen::{Sighting, see, sighting};

pub(crate) use rules::{RECURRENCE_FAILED, REMINDED, TASK_DUE};
pub(crate) use tell::tell_of;

pub(crate) fn statements() -> Vec<db::Statement> {
    [
        choice::STATEMENTS,
        follow::STATEMENTS,
        inbox::STATEMENTS,
        news::STATEMENTS,
        read::STATEMENTS,
        retain::STATEMENTS,
        seen::STATEMENTS,
    ]
    .concat()
}
