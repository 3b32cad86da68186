//! What every practice shares: records and their lifecycle, the journal, people and what they may
//! do, and the one way to change anything, [`commit()`].
//!
//! Plain synchronous Rust over a transaction; nothing here knows of HTTP.

pub mod access;
pub mod account;
mod annotate;
mod any_work;
pub mod audit;
mod commit;
mod context;
pub mod custody;
pub mod due;
pub mod effort;
pub mod erasure;
mod error;
pub mod field;
mod field_history;
pub mod filter;
mod find;
mod folded;
mod heading;
pub mod history;
pub mod input;
pub mod journal;
pub mod keys;
mod kind;
pub mod lifecycle;
pub mod link;
pub mod list;
mod migrations;
pub mod numbers;
pub mod people;
mod record;
pub mod recurrence;
mod stood;
pub mod tag;
pub mod task;
pub mod text;
pub mod watch;
pub mod work;

pub use annotate::annotate;
pub use any_work::{AnyWork, any};
pub use commit::{Change, Committed, commit};
pub use context::{Context, Door};
pub use error::{Clash, Error, Fault, Result};
pub use field_history::{FieldHistory, Held, field_history};
pub use find::find_visible;
pub use heading::{Heading, find_heading, headings};
pub use kind::{Kind, Practice};
pub use migrations::migrations;
pub use record::Record;
pub use stood::{Stood, as_it_stood};

/// Every static statement of this crate, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [
        journal::statements(),
        annotate::STATEMENTS.to_vec(),
        audit::STATEMENTS.to_vec(),
        commit::STATEMENTS.to_vec(),
        custody::STATEMENTS.to_vec(),
        erasure::statements(),
        folded::STATEMENTS.to_vec(),
        input::reference::STATEMENTS.to_vec(),
        due::statements(),
        effort::STATEMENTS.to_vec(),
        keys::STATEMENTS.to_vec(),
        link::statements(),
        numbers::STATEMENTS.to_vec(),
        record::STATEMENTS.to_vec(),
        recurrence::STATEMENTS.to_vec(),
        tag::STATEMENTS.to_vec(),
        task::STATEMENTS.to_vec(),
        watch::STATEMENTS.to_vec(),
        access::statements(),
        account::statements(),
        people::statements(),
    ]
    .concat()
}
