//! The HTTP edge that all practices share: who asks, what they sent, what they may use, and how
//! failures look. A practice registers its pages and operations with [`Endpoints`]; [`app`] makes
//! the whole of it one service.

mod account;
mod administration;
mod allowance;
mod api;
mod conditional;
mod cursors;
mod download;
mod edge;
mod endpoint;
mod export;
mod failure;
mod files;
#[cfg(test)]
mod fuzzed;
mod gate;
mod health;
pub mod i18n;
mod idempotency;
mod identify;
mod inbox;
mod input;
mod instant;
mod live;
pub mod openapi;
pub mod page;
mod query;
mod reference;
mod reply;
mod rooms;
mod search;
mod segment;
mod session;
mod settings;
mod setup;
mod site;
mod upload;
mod watch;
pub mod work;

pub use allowance::Rate;
pub use conditional::{ETag, IfMatch};
pub use cursors::Cursors;
pub use edge::{app, closing};
pub use endpoint::{Door, Endpoint, Endpoints, Navigation, Needs, Place as NavPlace};
pub use failure::{Failure, Place, Result, URN, explain, problems};
pub use identify::{Caller, Member, see, see_with};
pub use input::{Raw, Typed};
pub use instant::AsAt;
pub use query::{DEFAULT_LIMIT, ListRequest, MAX_LIMIT, PageFrom, RESERVED};
pub use reply::{Location, TotalCount, draw, draw_with, toast};
pub use segment::Segment;
pub use settings::{Host, LastBackup, Origin, OriginError, Settings, Surroundings};
pub use site::Site;
pub use watch::watch;

/// The endpoints of the edge itself: sign-in, files, health, measures, the caller and the node.
#[must_use]
pub fn endpoints() -> Endpoints {
    let mut endpoints = Endpoints::new();
    session::endpoints(&mut endpoints);
    account::endpoints(&mut endpoints);
    setup::endpoints(&mut endpoints);
    files::endpoints(&mut endpoints);
    health::endpoints(&mut endpoints);
    watch::endpoints(&mut endpoints);
    api::endpoints(&mut endpoints);
    administration::endpoints(&mut endpoints);
    work::register_own(&mut endpoints);
    live::endpoints(&mut endpoints);
    work::views::endpoints(&mut endpoints);
    work::bulk_endpoints(&mut endpoints);
    search::endpoints(&mut endpoints);
    inbox::endpoints(&mut endpoints);
    reference::endpoints(&mut endpoints);
    endpoints
}
