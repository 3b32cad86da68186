//! Roles: who holds which, what each allows, and roles of one's own.

mod acts;
mod api;
mod describe;
mod effect;
mod grid;
mod list;
mod make;
mod page;
mod present;
mod sections;
mod sent;

use axum::http::Method;

use super::{ADMINISTERS, OVERSEES};
use crate::endpoint::{Endpoints, Place, Region};

/// Where they are listed.
pub(super) const PATH: &str = "/administration/roles";

/// The verbs of the logbook that are about a role.
const VERBS: &[&str] = &[
    "create_role",
    "rename_role",
    "delete_role",
    "set_permissions",
    "permit",
    "grant_role",
    "revoke_role",
];

/// Adds pages and operations. Whoever audits reads them; changing one takes the right to administer.
pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{PATH}/{{role}}");
    endpoints
        .place(Place {
            region: Region::People,
            label: "nav-roles".to_owned(),
            path: PATH.to_owned(),
            icon: "shield",
            needs: OVERSEES,
        })
        .page(Method::GET, PATH, OVERSEES, list::show)
        .page(Method::POST, PATH, ADMINISTERS, make::make)
        .page(Method::GET, format!("{PATH}/new"), ADMINISTERS, make::form)
        .page(Method::GET, one.clone(), OVERSEES, page::show)
        .page(Method::PATCH, one.clone(), ADMINISTERS, acts::rename)
        .page(Method::DELETE, one.clone(), ADMINISTERS, acts::delete)
        .page(Method::POST, format!("{one}/preview"), OVERSEES, acts::preview)
        .page(Method::POST, format!("{one}/permissions"), ADMINISTERS, acts::set)
        .page(Method::POST, format!("{one}/holders"), ADMINISTERS, acts::grant)
        .page(Method::DELETE, format!("{one}/holders/{{person}}"), ADMINISTERS, acts::revoke);
    api::register(endpoints);
}
