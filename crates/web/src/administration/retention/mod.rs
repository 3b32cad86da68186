//! How long what people wrote is kept: the rules, what each would erase, and how far it has come.

mod api;
mod describe;
mod page;
mod section;

use axum::http::Method;

use super::{ADMINISTERS, OVERSEES};
use crate::endpoint::{Endpoints, Place, Region};

/// Where the rules are.
const PATH: &str = "/administration/retention";

/// The verbs of the logbook that are about them.
const VERBS: &[&str] = &["set_retention", "remove_retention"];

/// Adds pages and operations. Whoever audits reads the rules; changing one takes the right to
/// administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{PATH}/{{scope}}");
    endpoints
        .place(Place {
            region: Region::Service,
            label: "nav-retention".to_owned(),
            path: PATH.to_owned(),
            icon: "hourglass",
            needs: OVERSEES,
        })
        .page(Method::GET, PATH, OVERSEES, page::show)
        .page(Method::POST, one.clone(), ADMINISTERS, page::set)
        .page(Method::DELETE, one, ADMINISTERS, page::remove);
    api::register(endpoints);
}
