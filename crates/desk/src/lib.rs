//! What every practice shares: records and their lifecycle, the journal, people and what they may
//! do, and the one way to change anything, [`commit()`].
//!
//! Plain synchronous Rust over a transaction; nothing here knows of HTTP.

pub mod access;
pub mod account;
mod annotate;
mod commit;
mod context;
mod error;
pub mod field;
mod find;
mod heading;
pub mod history;
pub mod input;
pub mod journal;
pub mod keys;
mod kind;
pub mod lifecycle;
pub mod list;
mod migrations;
pub mod numbers;
pub mod people;
mod record;
pub mod work;

pub use annotate::annotate;
pub use commit::{Change, Committed, commit};
pub use context::{Context, Door};
pub use error::{Clash, Error, Fault, Result};
pub use find::find_visible;
pub use heading::{Heading, find_heading, headings};
pub use kind::{Kind, Practice};
pub use migrations::migrations;
pub use record::Record;

/// Every static statement of this crate, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [
        journal::statements(),
        annotate::STATEMENTS.to_vec(),
        commit::STATEMENTS.to_vec(),
        input::reference::STATEMENTS.to_vec(),
        keys::STATEMENTS.to_vec(),
        numbers::STATEMENTS.to_vec(),
        record::STATEMENTS.to_vec(),
        access::statements(),
        account::statements(),
        people::statements(),
    ]
    .concat()
}
