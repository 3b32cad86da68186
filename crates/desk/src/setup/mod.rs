//! The first run: an installation that nobody administers yet is set up by whoever holds the code
//! its process showed on the terminal.

mod code;
mod set_up;

pub use code::Code;
pub use set_up::{Catalogue, SetUp, set_up};
