//! What every kind of record offers at the edge: its API, and the parts its pages share.
//!
//! One lifecycle line and one fields line feed the operation, its description, the button and the
//! words in the timeline; a practice adds what is its own.

pub mod api;
mod describe;
mod handover;
mod listing;
mod names;
mod present;
mod story;
mod verb;

pub use handover::{given_away, still_seen};
pub use listing::{Window, part_of, read_page};
pub use names::{Names, names_of, names_of_clash};
pub use present::{visible_fields, words};
pub use story::{Reader, story};
pub use verb::{act, create};
