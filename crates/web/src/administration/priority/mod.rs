//! The priority that follows from impact and urgency, for each kind of record that has both.

mod api;
mod describe;
mod grid;
mod page;
mod section;
mod sent;

use axum::http::Method;

use super::{ADMINISTERS, OVERSEES};
use crate::endpoint::{Endpoints, Place, Region};

/// Where the matrices are.
const PATH: &str = "/administration/priority";

/// The verb of the logbook that is about them.
const VERBS: &[&str] = &["set_priorities"];

/// Adds pages and operations. Whoever audits reads them; changing one takes the right to administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{PATH}/{{kind}}");
    endpoints
        .place(Place {
            region: Region::Desk,
            label: "nav-priority".to_owned(),
            path: PATH.to_owned(),
            icon: "grid-3x3",
            needs: OVERSEES,
        })
        .page(Method::GET, PATH, OVERSEES, page::show)
        .page(Method::POST, one.clone(), ADMINISTERS, page::set)
        .page(Method::POST, format!("{one}/preview"), OVERSEES, page::preview);
    api::register(endpoints);
}
