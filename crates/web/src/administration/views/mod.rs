//! The views that people share, for those who look after the installation: whose they are, whom they are
//! offered to, and giving them to somebody else when their owner has left.

mod api;
mod draw;
mod list;
mod page;

use axum::http::Method;
use db::Id;
use desk::Error;
use desk::view::View;

use super::{ADMINISTERS, OVERSEES};
use crate::endpoint::{Endpoints, Place, Region};

/// Where they are listed.
pub(super) const PATH: &str = "/administration/views";

/// The verbs of the logbook that are about a view.
const VERBS: &[&str] = &["create_view", "edit_view", "hand_over_view", "delete_view"];

/// Adds pages and operations. Whoever audits looks; giving one away takes the right to administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{PATH}/{{view}}");
    endpoints
        .place(Place {
            region: Region::Desk,
            label: "nav-shared-views".to_owned(),
            path: PATH.to_owned(),
            icon: "bookmark",
            needs: OVERSEES,
        })
        .page(Method::GET, PATH, OVERSEES, list::show)
        .page(Method::GET, one.as_str(), OVERSEES, page::show)
        .page(Method::DELETE, one.as_str(), ADMINISTERS, page::delete)
        .page(Method::POST, format!("{one}/owner"), ADMINISTERS, page::hand_over);
    api::register(endpoints);
}

/// The view that an address names.
fn named(text: &str) -> desk::Result<Id<View>> {
    text.parse().map_err(|_| Error::NotFound)
}
