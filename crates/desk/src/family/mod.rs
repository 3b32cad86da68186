//! Families: records of a kind that are children of another one, such as the incidents people report of
//! one outage. A parent has no parent, so that everybody sees at once where something belongs.
//!
//! The number of the parent is a field of the child, and how many children it has one of the parent: lists
//! and filters know both. What is done to a parent can be done to its children as well; each of them goes
//! the way of every verb, as in a bulk edit of whoever asked.

mod children;
mod parent;
mod spread;

pub use children::{Children, MOST, children, refuse_parent};
pub use parent::{INPUTS, place, remove_parent, set_parent};
pub(crate) use spread::{FACT, spread};
pub use spread::{SPREADS, latest};

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [children::STATEMENTS, parent::STATEMENTS, spread::STATEMENTS].concat()
}
