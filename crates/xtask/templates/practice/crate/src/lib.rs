//! What a __name__ is, in one sentence for whoever opens this crate first.

mod api;
pub mod fields;
pub mod lifecycle;
mod model;
mod pages;
mod store;
mod verbs;

pub use fields::KIND;
pub use model::{__Name__, Changed};

/// Adds the pages and the API of __names__.
pub fn endpoints(endpoints: &mut web::Endpoints) {
    pages::register(endpoints);
    api::register(endpoints);
}

/// Every static statement of this practice, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    store::STATEMENTS.to_vec()
}
