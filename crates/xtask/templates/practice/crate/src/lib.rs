//! What a __name__ is, in one sentence for whoever opens this crate first.

pub mod fields;
pub mod lifecycle;
mod model;
mod pages;
mod store;
mod verbs;

pub use fields::KIND;
pub use model::{__Name__, Changed};

/// Adds everything a __name__ has at the edge.
pub fn endpoints(endpoints: &mut web::Endpoints) {
    web::work::register::<__Name__>(endpoints);
}

/// Every static statement of this practice, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    store::STATEMENTS.to_vec()
}
