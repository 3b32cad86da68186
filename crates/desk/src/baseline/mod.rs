//! Baselines: the settings of an installation as one text, and making an installation what such a text
//! says.
//!
//! A section is a table of settings, such as the teams; an entry is one of them, told apart by the values
//! that say which one it is. Everything is named as people name it, by names, codes and addresses, so that
//! a text of one installation holds in another. What a text does not name stays as it is, unless it is to
//! say everything. Whatever is set goes the way of the page that sets it, with the same refusals and the
//! same entries in the logbook. Nothing secret is among it, and no person's account.

mod apply;
mod file;
#[cfg(test)]
mod fuzzed;
mod run;
mod section;
mod sections;
mod shape;
mod step;
mod values;
mod write;

pub use apply::{Asked, apply, plan, seen};
pub use file::{File, MOST, parse};
pub use step::{Does, Step};
pub use values::Values;
pub use write::text;

/// The form of these texts; one that this program does not know is refused.
pub const FORM: i64 = 1;

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    sections::statements()
}
