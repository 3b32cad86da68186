//! Of whom a second factor is demanded.

mod api;
mod describe;
mod page;
mod told;

use axum::http::Method;

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};

/// Where it is.
const PATH: &str = "/administration/second-factor";

/// The verb of the logbook that is about it.
const VERBS: &[&str] = &["demand_second_factor"];

/// Adds the page and the operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::People,
            label: "nav-second-factor".to_owned(),
            path: PATH.to_owned(),
            icon: "smartphone",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PATH, ADMINISTERS, page::show)
        .page(Method::POST, PATH, ADMINISTERS, page::set);
    api::register(endpoints);
}
