//! What every kind of record offers at the edge: its API, its pages, and what hangs on any record.
//!
//! One lifecycle line and one fields line feed the operation, its description, the button and the
//! words in the timeline; a practice adds what is its own.

pub mod api;
mod custody;
mod describe;
mod handover;
mod listing;
mod names;
pub mod organs;
pub mod pages;
mod past;
mod present;
mod story;
mod verb;

pub use desk::access::visible_fields;
pub use handover::{given_away, still_seen};
pub use listing::{Window, part_of, read_page};
pub use names::{Names, names_of, names_of_clash};
pub(crate) use organs::register_own;
pub(crate) use present::fields_of;
pub use present::words;
use story::local;
pub use story::{Reader, story};
pub use verb::{act, create};

use crate::endpoint::Endpoints;

/// Adds everything a kind of record has: its pages, its API, and every organ's.
pub fn register<P: pages::Pages>(endpoints: &mut Endpoints) {
    pages::register::<P>(endpoints);
    api::register::<P>(endpoints);
    organs::register::<P>(endpoints);
}
