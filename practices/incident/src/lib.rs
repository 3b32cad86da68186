//! Incident management: something interrupts a service or makes it worse, and somebody restores it.

pub mod fields;
pub mod lifecycle;
mod model;
mod priority;
mod store;
mod verbs;
pub mod views;

pub use fields::KIND;
pub use model::{Assignment, Changed, Hold, Incident, Resolution};
pub use priority::{Matrix, Priority, Weight};

/// Every static statement of this practice, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [store::STATEMENTS, priority::STATEMENTS].concat()
}
