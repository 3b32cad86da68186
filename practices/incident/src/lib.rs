//! Incident management: something interrupts a service or makes it worse, and somebody restores it.

pub mod fields;
pub mod lifecycle;
mod model;
mod pages;
mod priority;
mod store;
#[cfg(test)]
mod tests;
mod verbs;

pub use fields::KIND;
pub use model::{Assignment, Changed, Hold, Incident, Resolution};
pub use priority::{Matrix, Priority, Weight};

/// Adds everything an incident has at the edge.
pub fn endpoints(endpoints: &mut web::Endpoints) {
    web::work::register::<Incident>(endpoints);
}

/// Every static statement of this practice, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [store::STATEMENTS, priority::STATEMENTS].concat()
}
