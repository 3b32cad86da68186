//! Bodies: one decoder for JSON objects and forms, the same rules for both.

mod body;
mod form;
mod json;
mod raw;
mod text;
mod tree;

pub(crate) use body::{Kind, kind, read};
pub(crate) use form::{Form, decode as decode_form};
pub use raw::{Raw, Typed};
pub(crate) use text::pair;
pub(crate) use tree::{LargeTree, Tree, plain};

/// Fields of our own that hold several texts, as custom ones may.
const SEVERAL: [&str; 2] = ["roles", "works_for"];
