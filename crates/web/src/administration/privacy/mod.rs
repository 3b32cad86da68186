//! What is known of a person: handed out whole to whoever answers for it, and erased.

mod api;
mod page;

use axum::http::Method;

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};

/// Where it is looked up.
const PRIVACY_PATH: &str = "/administration/privacy";

/// Where everything about a person is handed out.
const EXPORT: &str = "/people/{person}/export";
/// Where a person is erased.
const ERASURE: &str = "/people/{person}/erasure";

/// Adds pages and operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::Service,
            label: "nav-privacy".to_owned(),
            path: PRIVACY_PATH.to_owned(),
            icon: "user-lock",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PRIVACY_PATH, ADMINISTERS, page::show)
        .page(Method::GET, EXPORT, ADMINISTERS, page::export)
        .page(Method::POST, ERASURE, ADMINISTERS, page::erase);
    api::register(endpoints);
}
