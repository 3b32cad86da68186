//! What incidents put on the shared pages: words, columns, fields and badges.
//!
//! Nothing here reads a record: callers hand in text and numbers, and get the view models of
//! [`web::page`] filled with an incident's own labels.

mod badge;
mod create;
mod list;
mod record;

pub use badge::{priority_badge, state_badge};
pub use create::{create_form, preview};
pub use list::{Listed, Queue, columns, empty_state, filters, queue_links, row};
pub use record::{Facts, byline, headline, hold_callout, properties, resolution_callout, said};

/// The path of the list and of creation.
pub const LIST_PATH: &str = "/incidents";

/// The path of the creation form.
pub const NEW_PATH: &str = "/incidents/new";

/// The path of one incident.
#[must_use]
pub fn path(number: &str) -> String {
    format!("{LIST_PATH}/{number}")
}

#[cfg(test)]
mod tests;
