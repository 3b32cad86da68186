//! What people are told of the records that concern them: an inbox with one line a record.
//!
//! A job follows the journal by its positions and tells whom the [`RULES`] name, in the transaction
//! that moves it on, so that nobody is told twice or not at all. Whether they may know is judged
//! when they are told, and again whenever they look.

mod follow;
mod heard;
mod inbox;
mod mention;
mod plan;
mod read;
mod retain;
mod rules;
mod tell;

pub use follow::follow;
pub use inbox::{Inbox, InboxPart, Listed, Notification, inbox};
pub use read::{changed_since, mark_all_read, mark_read, mark_seen, mark_unread, unread, unread_of, unseen};
pub use retain::{KEPT, KEPT_UNREAD, purge};
pub use rules::{Cause, Party, REMINDED, RULES, Rule};
pub(crate) use tell::remind;

pub(crate) fn statements() -> Vec<db::Statement> {
    [
        follow::STATEMENTS,
        heard::STATEMENTS,
        inbox::STATEMENTS,
        read::STATEMENTS,
        retain::STATEMENTS,
        tell::STATEMENTS,
    ]
    .concat()
}
