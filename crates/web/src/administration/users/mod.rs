//! Who comes in: everybody with how they do, invitations, and links for who has forgotten a password.

mod api;
mod describe;
mod edit;
mod invite;
mod list;
mod once;
mod page;
mod sections;
mod ties;

use axum::http::Method;
use db::ReadTx;
use desk::Error;
use desk::people::Person;

pub(crate) use edit::of_oneself;

use super::ADMINISTERS;
use crate::endpoint::{Endpoints, Place, Region};

/// Where they are listed.
pub(super) const PATH: &str = "/administration/users";

/// Adds pages and operations.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{PATH}/{{person}}");
    endpoints
        .place(Place {
            region: Region::People,
            label: "nav-users".to_owned(),
            path: PATH.to_owned(),
            icon: "users",
            needs: ADMINISTERS,
        })
        .page(Method::GET, PATH, ADMINISTERS, list::show)
        .page(Method::POST, PATH, ADMINISTERS, invite::invite)
        .page(Method::GET, format!("{PATH}/new"), ADMINISTERS, invite::form)
        .page(Method::GET, one.clone(), ADMINISTERS, page::show)
        .page(Method::PATCH, one.clone(), ADMINISTERS, page::edit)
        .page(Method::POST, format!("{one}/invitation"), ADMINISTERS, page::invitation)
        .page(Method::POST, format!("{one}/reset"), ADMINISTERS, page::reset)
        .page(Method::DELETE, format!("{one}/sessions"), ADMINISTERS, page::end_sessions)
        .page(Method::DELETE, format!("{one}/second-factor"), ADMINISTERS, page::take_factor)
        .page(Method::POST, format!("{one}/deactivation"), ADMINISTERS, page::deactivate)
        .page(Method::DELETE, format!("{one}/deactivation"), ADMINISTERS, page::activate);
    api::register(endpoints);
}

/// Whoever the address names: by identity, address or exact name.
fn named(tx: &ReadTx<'_>, who: &str) -> desk::Result<Person> {
    Person::anybody(tx, "person", who).map_err(|error| match error {
        Error::Invalid(_) => Error::NotFound,
        other => other,
    })
}
