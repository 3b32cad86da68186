//! What holds for the organisation as a whole: its name, its time zone and its language.

mod api;
mod describe;
mod page;
mod section;
mod told;

use axum::http::Method;

use super::{ADMINISTERS, OVERSEES};
use crate::endpoint::{Endpoints, Place, Region};

/// Where it is.
const PATH: &str = "/administration/organisation-settings";

/// The verbs of the logbook that are about it: its name is its company's too.
const VERBS: &[&str] = &["change_organisation", "change_company"];

/// Adds the page and the operations. Whoever audits reads them; changing something takes the right to
/// administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::Desk,
            label: "nav-organisation-settings".to_owned(),
            path: PATH.to_owned(),
            icon: "sliders-horizontal",
            needs: OVERSEES,
        })
        .page(Method::GET, PATH, OVERSEES, page::show)
        .page(Method::POST, PATH, ADMINISTERS, page::set);
    api::register(endpoints);
}
