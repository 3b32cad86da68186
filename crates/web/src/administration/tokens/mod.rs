//! The API tokens of everybody, for who administers; what a script sends is told to nobody.

mod api;
mod list;
mod page;

use axum::http::Method;

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};

/// Where they are listed.
pub(super) const PATH: &str = "/administration/tokens";

/// The verbs of the logbook that are about a token.
const VERBS: &[&str] = &["add_token", "revoke_token"];

/// Adds pages and operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{PATH}/{{token}}");
    endpoints
        .place(Place {
            region: Region::People,
            label: "nav-tokens".to_owned(),
            path: PATH.to_owned(),
            icon: "ticket",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PATH, ADMINISTERS, list::show)
        .page(Method::GET, one.clone(), ADMINISTERS, page::show)
        .page(Method::DELETE, one, ADMINISTERS, page::revoke);
    api::register(endpoints);
}
