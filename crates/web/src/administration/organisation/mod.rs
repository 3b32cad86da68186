//! Foundation data: companies, sites, departments, teams, services, categories and choices, on pages and
//! in the API. One set of both, which goes by the table of what there is of each sort.

mod api;
mod change;
mod describe;
mod draw;
mod effects;
mod fields;
pub(super) mod history;
mod list;
mod members;
mod new;
mod of;
mod overview;
mod page;
mod present;
mod sections;

use axum::http::Method;
use desk::foundation::{DEPARTMENT, SORTS, TEAM};

use super::{ADMINISTERS, OVERSEES};
use crate::endpoint::{Endpoints, Place, Region};

/// Where all of it is.
pub(super) const PATH: &str = "/administration/organisation";

/// Adds pages and operations. Whoever administers or audits reads them; changing something takes
/// the right to administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .place(Place {
            region: Region::Desk,
            label: "nav-organisation".to_owned(),
            path: PATH.to_owned(),
            icon: "building-2",
            needs: OVERSEES,
        })
        .page(Method::GET, PATH, OVERSEES, overview::show);
    for sort in SORTS {
        let all = format!("{PATH}/{}", sort.path);
        let one = format!("{all}/{{item}}");
        let retirement = format!("{one}/retirement");
        endpoints
            .page(Method::GET, all.clone(), OVERSEES, list::show)
            .page(Method::GET, format!("{all}/new"), ADMINISTERS, new::show)
            .page(Method::POST, all, ADMINISTERS, new::create)
            .page(Method::GET, one.clone(), OVERSEES, page::show)
            .page(Method::PATCH, one, ADMINISTERS, change::change)
            .page(Method::POST, retirement.clone(), ADMINISTERS, change::retire)
            .page(Method::DELETE, retirement, ADMINISTERS, change::restore);
    }
    for (sort, who) in [(&TEAM, "members"), (&DEPARTMENT, "people")] {
        let all = format!("{PATH}/{}/{{item}}/{who}", sort.path);
        let one = format!("{all}/{{member}}");
        endpoints
            .page(Method::POST, all, ADMINISTERS, members::add)
            .page(Method::POST, one.clone(), ADMINISTERS, members::put)
            .page(Method::DELETE, one, ADMINISTERS, members::take);
    }
    api::register(endpoints);
}
