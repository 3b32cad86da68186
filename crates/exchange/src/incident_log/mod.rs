//! A log of another service desk, one row for each state of each incident, replayed into
//! timelines and written back.
//!
//! The columns are those of the *Incident management process enriched event log* (UCI Machine
//! Learning Repository 498; C. A. L. do Amaral, M. Fantinato, S. M. Peres), which is what a
//! ServiceNow instance's audit trail holds.
//!
//! The way of a row: `file` reads its line, `row` checks it, `log` puts it in order,
//! `directory` makes known whom it names, `replay` says what happened, `writing` commits it,
//! `figures` reads it back; `history` and `export` are the way back.

mod column;
mod course;
mod difference;
mod directory;
mod export;
mod figures;
mod file;
#[cfg(test)]
mod fuzzed;
mod history;
mod import;
mod label;
mod log;
mod moment;
mod names;
mod plan;
mod progress;
mod rejects;
mod replay;
mod report;
mod row;
mod scale;
mod source;
mod state;
mod writing;

#[cfg(test)]
mod tests;

pub use difference::Difference;
pub use export::{export, export_to};
pub use figures::Figures;
pub use import::{Destination, import};
pub use progress::{Progress, Stage, Stopped};
pub use rejects::Rejected;
pub use report::Report;

pub(crate) fn statements() -> Vec<db::Statement> {
    [source::STATEMENTS, history::STATEMENTS].concat()
}
