//! People from a table: looked at row by row before anything happens, then taken in by a job.

mod api;
mod describe;
mod lines;
mod page;
mod view;

use axum::http::Method;
use db::Id;
use desk::Error;
use desk::roster::{Options, PeopleImport};

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};
use crate::site::Site;

/// Where a table is given.
pub(crate) const PATH: &str = "/administration/people/import";

/// Adds pages and operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{PATH}/{{import}}");
    endpoints
        .place(Place {
            region: Region::People,
            label: "nav-people-import".to_owned(),
            path: PATH.to_owned(),
            icon: "table-2",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PATH, ADMINISTERS, page::form)
        .page(Method::POST, PATH, ADMINISTERS, page::keep)
        .page(Method::GET, one.clone(), ADMINISTERS, page::show)
        .page(Method::DELETE, one.clone(), ADMINISTERS, page::discard)
        .page(Method::POST, format!("{one}/run"), ADMINISTERS, page::run);
    api::register(endpoints);
}

/// An identity in a path; what is none names nothing.
fn identity(text: &str) -> desk::Result<Id<PeopleImport>> {
    text.parse().map_err(|_| Error::NotFound)
}

/// How a table of this import is taken.
fn options(site: &Site, import: &PeopleImport) -> Options {
    Options { create: import.create, languages: site.languages().owned_choices() }
}
