//! What every kind of record offers at the edge: its API, its pages, and what hangs on any record.
//!
//! One lifecycle line and one fields line feed the operation, its description, the button and the
//! words in the timeline; a practice adds what is its own.

pub mod api;
mod bulk;
mod custody;
pub(crate) mod describe;
mod describe_lists;
mod erasing;
mod expand;
mod exports;
mod groups;
mod handover;
mod listing;
mod merged;
mod names;
pub mod organs;
pub mod pages;
mod parts;
mod past;
mod present;
mod similar;
mod spread;
mod story;
mod unheard;
mod values;
mod verb;
pub(crate) mod views;

pub(crate) use bulk::{Known, endpoints as bulk_endpoints};
pub(crate) use describe::reference as reference_schema;
pub use desk::access::visible_fields;
pub(crate) use groups::counted_words;
pub use groups::{COUNTED, counted};
use groups::{Selected, counted_each};
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

use crate::endpoint::Endpoints;

/// Adds everything a kind of record has: its pages, its API, and every organ's.
pub fn register<P: pages::Pages>(endpoints: &mut Endpoints) {
    pages::register::<P>(endpoints);
    api::register::<P>(endpoints);
    organs::register::<P>(endpoints);
    similar::register::<P>(endpoints);
}
