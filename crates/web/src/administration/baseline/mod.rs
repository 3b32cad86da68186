//! All settings as one text: written out, and an installation made what such a text says, with a look at
//! what that would change before it happens.

mod api;
mod describe;
mod page;
mod told;

use axum::http::Method;

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};

/// Where a text is given.
pub(super) const PATH: &str = "/administration/settings";
/// Where it is looked at.
pub(super) const PLAN: &str = "/administration/settings/plan";

/// Adds pages and operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::Service,
            label: "nav-baseline".to_owned(),
            path: PATH.to_owned(),
            icon: "file-text",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PATH, ADMINISTERS, page::form)
        .page(Method::POST, PATH, ADMINISTERS, page::apply)
        .page(Method::POST, PLAN, ADMINISTERS, page::plan)
        .page(Method::GET, format!("{PATH}/file"), ADMINISTERS, page::file);
    api::register(endpoints);
}
