//! Where records go when a team cannot solve them: the team above, who leads it, and who is above them.

mod api;
mod describe;
mod page;

use axum::http::Method;

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};

/// Where the ways are.
pub(super) const PATH: &str = "/administration/escalation";

/// The verbs of the logbook that are about them.
const VERBS: &[&str] = &["set_escalation", "set_manager"];

/// Adds pages and operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::Desk,
            label: "nav-escalation".to_owned(),
            path: PATH.to_owned(),
            icon: "arrow-up",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PATH, ADMINISTERS, page::show)
        .page(Method::POST, format!("{PATH}/teams/{{team}}"), ADMINISTERS, page::set_team)
        .page(Method::POST, format!("{PATH}/people/{{person}}"), ADMINISTERS, page::set_manager);
    api::register(endpoints);
}
