//! What a door received, and how it becomes typed values.

mod decode;
mod raw;
pub(crate) mod reference;

pub use decode::{Input, typed};
pub use raw::*;
