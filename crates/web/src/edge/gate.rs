//! Until somebody administers the installation, every page says how to make that person.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::failure::{Failure, Result};
use crate::site::Site;

/// Lets through what works without an administrator, and everything once there is one.
pub(super) async fn unattended(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Result<Response> {
    let path = request.uri().path();
    let always = path == crate::health::PATH || path.starts_with(crate::files::BELOW);
    if always || site.is_administered().await? {
        return Ok(next.run(request).await);
    }
    Err(Failure::Unattended)
}
