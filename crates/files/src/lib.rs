//! Files as an organisation receives them: taken in, named, recognised, scanned, drawn small, and
//! kept once whatever the number of those who sent the same.
//!
//! Plain synchronous Rust that may block; knows nothing of the product, its database or HTTP. A
//! bucket's client is asynchronous inside and brings its own thread.

mod digest;
mod disposition;
mod error;
#[cfg(test)]
mod fuzzed;
mod inbox;
mod media;
mod name;
mod reader;
mod scanner;
mod store;
mod thumbnail;

pub use digest::Digest;
pub use disposition::{Showing, disposition};
pub use error::{Error, Result};
pub use inbox::{Inbox, Received, Receiving};
pub use media::{HEAD, Media, is_drawable, sent_as, sniff};
pub use name::{LONGEST_NAME, clean_name};
pub use reader::Reader;
pub use scanner::{Scanner, ScannerError, Verdict};
pub use store::{Key, KeyError, Place, PlaceError, Store};
pub use thumbnail::{Drawn, LARGEST_DRAWN, SIDE, Undrawable, draw};
