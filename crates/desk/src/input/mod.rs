//! What a door received, and how it becomes typed values.

mod decode;
#[cfg(test)]
mod fuzzed;
pub(crate) mod measured;
mod raw;
pub(crate) mod reference;

pub use decode::{Input, typed};
pub(crate) use decode::{choose, is_unseen};
pub use measured::local;
pub use raw::*;
pub(crate) use reference::is_offered;
