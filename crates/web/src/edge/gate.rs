//! Until somebody administers the installation, every page leads to where it is set up, or says how
//! to make that person.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::endpoint::Door;
use crate::failure::{Failure, Result};
use crate::identify::see;
use crate::page::SETUP_PATH;
use crate::site::Site;
use crate::watch::ALWAYS;

/// Lets through what works without an administrator, and everything once there is one.
pub(super) async fn unattended(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Result<Response> {
    let path = request.uri().path();
    let can_be_set_up = site.settings().setup.is_some();
    let always = ALWAYS.contains(&path)
        || path.starts_with(crate::files::BELOW)
        || (can_be_set_up && path == SETUP_PATH);
    if always || site.is_administered().await? {
        return Ok(next.run(request).await);
    }
    match can_be_set_up && Door::of(path) == Door::Page {
        true => Ok(see(SETUP_PATH)),
        false => Err(Failure::Unattended),
    }
}
