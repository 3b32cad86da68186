//! What every kind of record offers at the edge: its API, its pages, and what hangs on any record.
//!
//! One lifecycle line and one fields line feed the operation, its description, the button and the
//! words in the timeline; a practice adds what is its own.

pub mod api;
pub(crate) mod describe;
mod describe_lists;
mod expand;
mod exports;
mod groups;
mod handover;
mod listing;
mod names;
pub mod organs;
pub mod pages;
mod past;
mod present;
mod story;
mod values;
mod verb;
mod views;

pub use desk::access::visible_fields;
pub use groups::{COUNTED, counted};
pub use handover::{given_away, still_seen};
pub use listing::{Listing, Window, part_of};
pub(crate) use names::Wanted;
pub use names::{Names, names_in, names_of, names_of_clash};
pub(crate) use organs::register_own;
pub(crate) use present::past;
pub(crate) use present::record as as_json;
pub use present::{fields_of, label, words};
use story::local;
pub use story::{Reader, story};
pub use verb::{act, create};
pub(crate) use views::endpoints as view_endpoints;

use crate::endpoint::Endpoints;

/// Adds everything a kind of record has: its pages, its API, and every organ's.
pub fn register<P: pages::Pages>(endpoints: &mut Endpoints) {
    pages::register::<P>(endpoints);
    api::register::<P>(endpoints);
    organs::register::<P>(endpoints);
}
