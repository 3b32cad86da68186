//! What happens, told while it happens: the feed of the API, and streams of server-sent events for
//! programs and for pages.
//!
//! A node looks at the journal once for everybody who listens to it, and not at all while nobody
//! does. What each of them hears is judged in memory, by what the records are now.

mod asked;
mod bell;
mod feed;
mod frame;
mod guest;
mod hub;
pub(crate) mod item;
mod open;
mod poller;
mod publish;
mod review;
mod stream;

pub(crate) use asked::Asked;
pub(crate) use hub::Hub;

use crate::endpoint::Endpoints;

/// Adds feed and streams.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    feed::endpoints(endpoints);
    open::endpoints(endpoints);
}
