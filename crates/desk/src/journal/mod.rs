//! The journal: every change as one entry that is only ever added to.
//!
//! The entries of a subject are chained by hash; checkpoints seal ranges of positions over all
//! subjects. The exact bytes are written down in `docs/decisions/0004-journal-format.md`.

mod about;
mod append;
pub mod checkpoint;
mod entry;
mod erase;
mod export;
mod form;
mod logbook;
mod mirror;
mod position;
mod several;
mod standing;
mod timeline;
pub mod verify;

pub use about::{about, changed_about, log_about, version_about};
pub(crate) use append::{Head, append, create_subject};
pub use entry::canonical;
pub use entry::{Entry, EntryValue, Op, SetValue};
pub(crate) use erase::{FACT as ERASED, erase_and_raise};
pub use erase::{erase, erase_all, erase_because};
pub use export::export;
pub use form::{FORMAT, digest, entry_hash};
pub use logbook::{Logbook, record as log};
pub use position::{end as end_position, sequence};
pub use several::Several;
pub use standing::{
    Counting, LastEntry, began, ends, held_at, last_entry, moment_of, neighbours, touched, version,
};
pub use timeline::{
    SetOnce, changed_since, held_before, settings_of, several_at, several_before, timeline,
    value_at, window,
};

use db::Statement;

pub(crate) fn statements() -> Vec<Statement> {
    [
        about::STATEMENTS,
        append::STATEMENTS,
        checkpoint::STATEMENTS,
        erase::STATEMENTS,
        logbook::STATEMENTS,
        position::STATEMENTS,
        standing::STATEMENTS,
        timeline::STATEMENTS,
        verify::STATEMENTS,
    ]
    .concat()
}

/// What has a history: records, and the logbooks of the installation.
#[derive(Debug)]
pub enum Subject {}
