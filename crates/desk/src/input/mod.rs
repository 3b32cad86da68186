//! What a door received, and how it becomes typed values.

mod decode;
#[cfg(test)]
mod fuzzed;
pub(crate) mod measured;
mod raw;
pub(crate) mod reference;

pub(crate) use decode::is_unseen;
pub use decode::{Input, typed};
pub use measured::local;
pub use raw::*;
