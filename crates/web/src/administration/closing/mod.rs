//! How records end by themselves, and how long they can be opened again: a rule for each kind.

mod api;
mod describe;
mod page;
mod section;

use axum::http::Method;

use super::{ADMINISTERS, OVERSEES};
use crate::endpoint::{Endpoints, Place, Region};

/// Where the rules are.
const PATH: &str = "/administration/closing";

/// The verb of the logbook that is about them.
const VERBS: &[&str] = &["set_closing"];

/// Adds pages and operations. Whoever audits reads the rules; changing one takes the right to
/// administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::Desk,
            label: "nav-closing".to_owned(),
            path: PATH.to_owned(),
            icon: "circle-check",
            needs: OVERSEES,
        })
        .page(Method::GET, PATH, OVERSEES, page::show)
        .page(Method::POST, format!("{PATH}/{{kind}}"), ADMINISTERS, page::set);
    api::register(endpoints);
}
