//! The API's description, OpenAPI 3.1, built from what the endpoints say about themselves.

mod document;
mod example;
mod faults;
mod operation;
mod schema;
mod standard;
mod told;
mod words;

pub use document::Description;
pub use example::UNTOLD;
pub(crate) use example::example;
pub use faults::faults;
pub use operation::{Operation, Parameter};
pub use schema::Schema;
pub(crate) use standard::if_none_match;
pub(crate) use told::Told;
