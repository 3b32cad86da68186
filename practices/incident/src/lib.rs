//! Incident management: something interrupts a service or makes it worse, and somebody restores it.

mod api;
pub mod fields;
pub mod lifecycle;
mod model;
mod pages;
mod priority;
mod store;
#[cfg(test)]
mod tests;
mod verbs;
pub mod views;

pub use fields::KIND;
pub use model::{Assignment, Changed, Hold, Incident, Resolution};
pub use priority::{Matrix, Priority, Weight};

/// Adds the pages and the API of incidents.
pub fn endpoints(endpoints: &mut web::Endpoints) {
    pages::register(endpoints);
    api::register(endpoints);
}

/// Every static statement of this practice, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [store::STATEMENTS, priority::STATEMENTS].concat()
}
