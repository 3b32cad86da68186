//! Incident management: something interrupts a service or makes it worse, and somebody restores it.
//!
//! Beyond the life that [`lifecycle`] tells line by line:
//!
//! - What is resolved closes by itself, and a comment of the requester opens it again
//!   ([`desk::closing`]). What was closed too long ago is followed up by a new incident.
//! - Reports of one outage are children of one incident ([`desk::family`]). Resolving it, or replying
//!   on it, is done to its children as well where whoever does it says so.
//! - An incident goes to a team that can do more, or up to the people above ([`desk::escalation`]).

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
    store::STATEMENTS.to_vec()
}
