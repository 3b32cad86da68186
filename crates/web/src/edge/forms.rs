//! Forms sent to pages: who sent them, and the method an HTML form cannot say.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use desk::Error;

use crate::endpoint::Door;
use crate::failure::{Failure, Result};
use crate::identify::same_origin;
use crate::input::{Kind, decode_form, kind, read};
use crate::site::Site;

/// Refuses what another site's page sends; reads a posted form once and gives the request the
/// method it names. The API has neither cookies nor forms without a token, so nothing of this.
pub(super) async fn read_form(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Result<Response> {
    if Door::of(request.uri().path()) == Door::Api {
        return Ok(next.run(request).await);
    }
    if !same_origin(request.method(), request.headers(), &site.settings().origins) {
        return Err(Failure::Forged);
    }
    if request.method() != Method::POST || kind(request.headers()) != Kind::Form {
        return Ok(next.run(request).await);
    }
    let (mut parts, body) = request.into_parts();
    let bytes = read(&parts.headers, body, site.settings().body_limit).await?;
    let form = decode_form(&bytes)?;
    parts.method = match form.method.as_deref() {
        None => Method::POST,
        Some("delete") => Method::DELETE,
        Some("patch") => Method::PATCH,
        Some(_) => return Err(Failure::Desk(Error::invalid(crate::page::METHOD_FIELD, "no_such"))),
    };
    parts.extensions.insert(form);
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}
