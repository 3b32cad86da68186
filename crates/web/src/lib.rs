//! The HTTP edge that all practices share: who asks, what they sent, what they may use, and how
//! failures look. A practice registers its pages and operations with [`Endpoints`]; [`app`] makes
//! the whole of it one service.

mod administration;
mod api;
mod conditional;
mod edge;
mod endpoint;
mod failure;
mod files;
mod health;
pub mod i18n;
mod identify;
mod input;
mod instant;
pub mod openapi;
pub mod page;
mod query;
mod reply;
mod segment;
mod session;
mod settings;
mod site;
pub mod work;

pub use conditional::{ETag, IfMatch};
pub use edge::app;
pub use endpoint::{Door, Endpoint, Endpoints, Navigation, Needs, Place as NavPlace};
pub use failure::{Failure, Place, Result, URN, explain, problems};
pub use identify::{Caller, Member, see, see_with};
pub use input::{Raw, Typed};
pub use instant::AsAt;
pub use query::{DEFAULT_LIMIT, ListRequest, MAX_LIMIT, PageFrom, RESERVED, cursor};
pub use reply::{Location, TotalCount, draw, draw_with, toast};
pub use segment::Segment;
pub use settings::{Origin, OriginError, Settings};
pub use site::Site;

/// The endpoints of the edge itself: sign-in, files, health, the caller and the node.
#[must_use]
pub fn endpoints() -> Endpoints {
    let mut endpoints = Endpoints::new();
    session::endpoints(&mut endpoints);
    files::endpoints(&mut endpoints);
    health::endpoints(&mut endpoints);
    api::endpoints(&mut endpoints);
    administration::endpoints(&mut endpoints);
    work::register_own(&mut endpoints);
    endpoints
}
