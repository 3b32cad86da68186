//! Erasing: one value from the journal, and from the record where it still stands; or a person.
//!
//! The entry and its hash stay; what was said is gone, and an entry of its own says by whom and why.

mod person;
mod redact;
mod trail;
mod value;

use jobs::Registry;

pub(crate) use redact::{GONE, nothing};

pub use person::{erase_person, person_erased_at};
pub use value::{Erasable, INPUTS, erasable, erase_value};

/// Adds what follows an erased person's trail.
#[must_use]
pub fn register(registry: Registry) -> Registry {
    registry.on(trail::QUEUE, |job, trail| Ok(trail::perform(job, &trail)?))
}

/// Every static statement of these stores.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [person::STATEMENTS, redact::STATEMENTS, trail::STATEMENTS].concat()
}
