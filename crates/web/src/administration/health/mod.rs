//! How this installation is doing: what is well, what is to be looked at, and what to do about it; and
//! what becomes of work that was given up.

mod api;
mod check;
mod describe;
mod facts;
mod jobs;
mod judge;
mod page;
mod section;

use axum::http::Method;

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};

/// Where it is told.
const PATH: &str = "/administration/health";
/// Where background work is listed.
const JOBS: &str = "/administration/health/jobs";

/// Adds pages and operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::Service,
            label: "nav-health".to_owned(),
            path: PATH.to_owned(),
            icon: "monitor",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PATH, ADMINISTERS, page::show)
        .page(Method::GET, JOBS, ADMINISTERS, jobs::show)
        .page(Method::POST, format!("{JOBS}/{{job}}/retry"), ADMINISTERS, page::retry)
        .page(Method::POST, format!("{JOBS}/{{job}}/discard"), ADMINISTERS, page::discard);
    api::register(endpoints);
}
