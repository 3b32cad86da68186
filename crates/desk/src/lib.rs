//! What every practice shares: records and their lifecycle, the journal, people and what they may
//! do, and the one way to change anything, [`commit()`].
//!
//! Plain synchronous Rust over a transaction; nothing here knows of HTTP.

pub mod about;
pub mod absence;
pub mod access;
pub mod account;
mod annotate;
mod any_work;
pub mod assignment;
pub mod audit;
pub mod baseline;
pub mod bulk;
pub mod closing;
mod commit;
mod context;
pub mod custody;
pub mod custom;
pub mod due;
pub mod effort;
pub mod erasure;
mod error;
pub mod escalation;
mod expected;
pub mod family;
pub mod feed;
pub mod field;
mod field_history;
pub mod file;
pub mod filter;
mod find;
mod folded;
pub mod foundation;
mod heading;
pub mod history;
pub mod idempotency;
pub mod input;
pub mod job;
pub mod journal;
pub mod keys;
mod kind;
pub mod lifecycle;
pub mod link;
pub mod list;
pub mod merge;
mod migrations;
pub mod notification;
pub mod numbers;
pub mod organisation;
pub mod people;
mod pieces;
pub mod priority;
mod record;
pub mod recurrence;
pub mod retention;
pub mod roles;
pub mod roster;
pub mod satisfaction;
pub mod search;
mod seen;
pub mod setup;
mod stood;
pub mod tag;
pub mod task;
pub mod text;
pub mod view;
pub mod watch;
pub mod work;

pub use annotate::annotate;
pub use any_work::{AnyWork, Decided, any};
pub use commit::{Change, Committed, commit, commit_with};
pub use context::{Context, Door};
pub use error::{Clash, Error, Fault, Result};
pub use expected::Expected;
pub use field_history::{FieldHistory, Held, field_history};
pub use find::find_visible;
pub use folded::rebuild as rebuild_text_keys;
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
        about::STATEMENTS.to_vec(),
        roles::statements(),
        roster::statements(),
        absence::STATEMENTS.to_vec(),
        annotate::STATEMENTS.to_vec(),
        assignment::statements(),
        baseline::statements(),
        audit::STATEMENTS.to_vec(),
        bulk::statements(),
        closing::statements(),
        commit::STATEMENTS.to_vec(),
        custody::STATEMENTS.to_vec(),
        erasure::statements(),
        escalation::statements(),
        family::statements(),
        feed::statements(),
        folded::statements(),
        foundation::statements(),
        custom::statements(),
        input::reference::STATEMENTS.to_vec(),
        due::statements(),
        effort::STATEMENTS.to_vec(),
        file::statements(),
        idempotency::STATEMENTS.to_vec(),
        keys::STATEMENTS.to_vec(),
        link::statements(),
        merge::statements(),
        notification::statements(),
        numbers::STATEMENTS.to_vec(),
        organisation::statements(),
        priority::statements(),
        record::STATEMENTS.to_vec(),
        recurrence::STATEMENTS.to_vec(),
        retention::statements(),
        tag::STATEMENTS.to_vec(),
        task::STATEMENTS.to_vec(),
        view::statements(),
        watch::STATEMENTS.to_vec(),
        satisfaction::STATEMENTS.to_vec(),
        search::statements(),
        access::statements(),
        account::statements(),
        people::statements(),
    ]
    .concat()
}
