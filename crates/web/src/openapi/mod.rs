//! The API's description, OpenAPI 3.1, built from what the endpoints say about themselves.

mod document;
mod faults;
mod operation;
mod schema;
mod standard;

pub use document::Description;
pub use faults::faults;
pub use operation::{Operation, Parameter};
pub use schema::Schema;
