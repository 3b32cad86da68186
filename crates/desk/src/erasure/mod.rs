//! Erasing: one value from the journal, and from the record where it still stands.
//!
//! The entry and its hash stay; what was said is gone, and an entry of its own says by whom and why.

mod redact;
mod value;

pub use value::{Erasable, INPUTS, erasable, erase_value};

pub(crate) use redact::redact;

/// Every static statement of these stores.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [redact::STATEMENTS].concat()
}
